package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.driver.ThreadContext;
import io.nagare.net.Connection;
import io.nagare.testing.VirtualRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;

/** The pages on blocking code, on context and on bridging: their handlers, on connections in memory. */
class HandlersTest {

    /** Plays a handler against a peer that says some lines, and returns the lines of the answer. */
    private static List<String> play(Function<Connection, ? extends Publisher<?>> handler, String said) {
        Connection.Pair pair = Connection.pair();
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            runtime.spawn(Many.from(handler.apply(pair.second())));
            One<List<String>> answer = pair.first()
                    .writeAndEnd(Bytes.utf8(said))
                    .then(pair.first().read().lines().collectList());
            List<String> lines = runtime.blockOn(answer);
            runtime.assertNoUnseenFailure();
            return lines;
        }
    }

    @Test
    void aDriverThatBlocks() {
        assertEquals(List.of("1", "2", "3"), play(new Warehouse(String::length)::serve, "a\nbb\nccc\n"));
        assertEquals(
                List.of(1L, 2L),
                Warehouse.forecasts(Many.just("a", "bb"), article -> (long) article.length())
                        .collectList()
                        .block());
    }

    @Test
    void aRuntimeForTheDatabase() {
        try (Nagare database = Warehouse.forDatabase()) {
            String thread = One.blocking(() -> Thread.currentThread().getName()).runOn(database).block();
            assertTrue(thread.startsWith("database"), thread);
        }
    }

    @Test
    void eachLineOfTheLogKnowsItsRequest() throws Exception {
        List<String> log = new ArrayList<>();
        assertEquals(List.of("found 17", "?"), play(new Requests(log::add)::serve, "17\nx\n"));
        assertEquals(Pages.output("context-and-logging.md"), log);
    }

    @Test
    void reactorOnBothSides() {
        Connection.Pair pair = Connection.pair();
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            runtime.spawn(Many.from(Bridged.serve(pair.second())));
            Flux<String> answers = Bridged.exchange(pair.first(), Flux.just("a", "b"));
            assertEquals(
                    List.of("answer to a", "answer to b"),
                    runtime.blockOn(Many.from(answers).collectList()));
        }
    }

    @Test
    void anMdcGoesWithAStream() {
        try {
            ThreadContext.carry(() -> {
                Map<String, String> captured = MDC.getCopyOfContextMap();
                return captured == null ? null : () -> {
                    Map<String, String> before = MDC.getCopyOfContextMap();
                    MDC.setContextMap(captured);
                    return () -> MDC.setContextMap(before == null ? Map.of() : before);
                };
            });
            assertEquals(1, Many.just(1).count().block());
        } finally {
            ThreadContext.carry(null);
        }
    }
}
