package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;
import static io.nagare.tck.Row.operator;

import java.util.List;
import java.util.stream.Collectors;

/** Operators that make one result of all items. */
final class CollectingTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.all(Predicate)", items -> items.all(i -> i > 3)).atMost(1),
                many("Many.any(Predicate)", items -> items.any(i -> i > 3)).atMost(1),
                operator("Many.collect(Collector)", (upstream, n) -> upstream.items(10).collect(Collectors.counting()))
                        .atMost(1),
                operator(
                        "Many.collect(Supplier,BiConsumer)",
                        (upstream, n) -> upstream.items(10).collect(StringBuilder::new, StringBuilder::append))
                        .atMost(1),
                operator("Many.collectList()", (upstream, n) -> upstream.items(10).collectList()).atMost(1),
                many("Many.contains(Object)", items -> items.contains(3)).atMost(1),
                operator("Many.count()", (upstream, n) -> upstream.items(10).count()).atMost(1),
                one("One.hasElement()", one -> one.hasElement()),
                many("Many.hasElements()", items -> items.hasElements()).atMost(1),
                operator("Many.reduce(BinaryOperator)", (upstream, n) -> upstream.items(10 * n).reduce(Integer::sum))
                        .atMost(1),
                operator("Many.reduce(Object,BiFunction)", (upstream, n) -> upstream.items(10).reduce(0, Integer::sum))
                        .atMost(1),
                operator(
                        "Many.reduceWith(Supplier,BiFunction)",
                        (upstream, n) -> upstream.items(10).reduceWith(() -> 1, Integer::sum))
                        .atMost(1));
    }
}
