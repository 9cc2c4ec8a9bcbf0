package io.nagare.engine.ownership;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Stages that divide a stream into windows or groups. Subscribers read the parts on the same runtime or another one,
 * wholly or in part, at once or late, or as lists.
 */
final class Parts {

    private final Draw draw;
    private final Places places;
    private final Mappers mappers;

    Parts(Draw draw, Places places, Mappers mappers) {
        this.draw = draw;
        this.places = places;
        this.mappers = mappers;
    }

    Many<Token> any(Many<Token> upstream) {
        return switch (draw.between(0, 5)) {
            case 0 -> windows("window", upstream.window(draw.between(1, 9)));
            case 1, 2 -> windows("windowTimeout", upstream.windowTimeout(draw.between(1, 9), draw.millis(1, 2)));
            case 3 -> {
                int every = draw.between(1, 9);
                yield windows(
                        "windowUntil", upstream.windowUntil(token -> token.number() % every == 0, draw.between(1, 12)));
            }
            default -> groups(upstream);
        };
    }

    private Many<Token> windows(String name, Many<Many<Token>> windows) {
        draw.say(name);
        Many<Many<Token>> late = late(windows);
        return draw.either()
                ? late.concatMap(part())
                : late.flatMap(part(), Flatten.concurrency(draw.between(1, 5)));
    }

    private Many<Token> groups(Many<Token> upstream) {
        int keys = draw.between(1, 6);
        Grouping grouping =
                Grouping.atMost(keys).buffer(draw.between(1, 20)).patience(Duration.ofSeconds(60));
        if (draw.chance(20)) {
            grouping = grouping.closeIdleAfter(draw.millis(1, 2));
        }
        draw.say("groupBy(" + keys + ")");
        Many<Grouped<Integer, Token>> groups = late(upstream.groupBy(token -> token.number() % keys, grouping));
        Function<Many<Token>, Publisher<Token>> part = part();
        return groups.flatMap(group -> part.apply(group.items()));
    }

    /** Emits the parts at once, after a while, or on another strand. */
    private <T> Many<T> late(Many<T> parts) {
        int kind = draw.between(0, 9);
        if (kind == 0) {
            draw.say("late");
            return parts.delayElements(Duration.ofMillis(1));
        }
        if (kind < 3) {
            draw.say("elsewhere");
            return parts.runOn(places.any(draw));
        }
        return parts;
    }

    private Function<Many<Token>, Publisher<Token>> part() {
        int kind = draw.between(0, 6);
        int count = draw.between(0, 4);
        Nagare runtime = places.any(draw);
        draw.say("read " + kind);
        return part -> switch (kind) {
            case 0 -> part;
            case 1, 2 -> part.runOn(runtime);
            case 3 -> part.take(count);
            case 4 -> part.limitRate(2);
            case 5 -> part.delayUntil(
                    token -> token.number() % 9 == 0 ? One.delay(Duration.ofMillis(1)) : One.empty());
            default -> part.collectList().flatMapMany(mappers::again);
        };
    }
}
