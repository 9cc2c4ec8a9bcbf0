package io.nagare.examples.guides;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import java.time.Duration;
import java.util.function.Consumer;

/** What a program for Tokio writes as a loop over {@code select!}: messages, a tick and the end, in one task. */
final class SelectLoop {

    private final Mpsc<String> messages = Mpsc.bounded(16);
    private final Consumer<String> out;
    private int count;

    SelectLoop(Consumer<String> out) {
        this.out = out;
    }

    Mpsc<String> messages() {
        return messages;
    }

    /** The functions run one at a time, so they may share a plain field. */
    One<Void> run(One<Void> ending) {
        Many<String> ticks = Many.interval(Duration.ofSeconds(10)).map(tick -> "tick: " + count + " so far");
        Many<String> handled = messages.receiver().concatMap(this::handle);
        return Many.merge(handled, ticks).takeUntil(ending).doOnNext(out).then();
    }

    private One<String> handle(String message) {
        return One.delay(Duration.ofSeconds(1)).then(One.fromCallable(() -> {
            count++;
            return "handled " + message;
        }));
    }
}
