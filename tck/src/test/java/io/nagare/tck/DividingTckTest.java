package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.part;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.policy.Grouping;
import java.time.Duration;
import java.util.List;

/** Operators that divide a stream into lists, windows and groups, and those windows and groups. */
final class DividingTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.buffer(int)", items -> items.buffer(1)),
                many("Many.buffer(int,int)", items -> items.buffer(2, 1)),
                many("Many.bufferTimeout(int,Duration)", items -> items.bufferTimeout(1, Duration.ofMinutes(1))),
                many("Many.bufferUntil(Predicate)", items -> items.bufferUntil(item -> true)),
                many("Many.bufferUntilChanged(Function)", items -> items.bufferUntilChanged(item -> item)),
                many(
                        "Many.groupBy(Function,Grouping)",
                        items -> items.groupBy(item -> item, Grouping.atMost(1 << 20).buffer(1 << 16))),
                part(
                        "Many.groupBy(Function,Grouping)",
                        source -> source.groupBy(item -> 0, Grouping.atMost(1).buffer(2)).map(Grouped::items))
                        .named("a group"),
                many("Many.window(int)", items -> items.window(1)),
                part("Many.window(int)", source -> source.window(1 << 16)).named("a window"),
                many("Many.windowTimeout(int,Duration)", items -> items.windowTimeout(1, Duration.ofMinutes(1))),
                part("Many.windowTimeout(int,Duration)", source -> source.windowTimeout(1 << 16, Duration.ofDays(1)))
                        .named("a window"),
                many("Many.windowUntil(Predicate)", items -> items.windowUntil(item -> true)),
                part("Many.windowUntil(Predicate)", source -> source.windowUntil(item -> false, 2)).named("a window"),
                many("Many.windowUntil(Predicate,int)", items -> items.windowUntil(item -> true, 1)),
                many("Many.windowUntilChanged(Function)", items -> items.windowUntilChanged(item -> item))
                        .alsoFor("Many.windowUntilChanged(Function,int)"),
                part("Many.windowUntilChanged(Function,int)", source -> source.windowUntilChanged(item -> 0, 2))
                        .named("a window"));
    }
}
