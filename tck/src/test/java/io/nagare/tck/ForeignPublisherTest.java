package io.nagare.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator behind publishers that break a rule. The operator's own signals keep all rules, and its stream ends.
 */
class ForeignPublisherTest {

    static Stream<Row> operators() {
        return RulesTest.operators();
    }

    @Tag("case-09")
    @Tag("case-10")
    @ParameterizedTest
    @MethodSource("operators")
    void whatComesOutKeepsTheRules(Row row) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Violation violation : Violation.values()) {
            Script subscriber = new Script();
            row.over(n -> Many.from(violation), 3).subscribe(subscriber);
            subscriber.subscription().request(Long.MAX_VALUE);
            if (!subscriber.awaitEnd()) {
                wrong.add(violation + ": no end after " + subscriber.count() + " items");
            }
            subscriber.subscription().cancel();
            assertEquals(0L, One.blocking(() -> 0L).block());
            subscriber.violations().forEach(text -> wrong.add(violation + ": " + text));
        }
        assertEquals(List.of(), wrong, row.toString());
    }

    @Tag("case-09")
    @Tag("case-10")
    @ParameterizedTest
    @EnumSource
    void theFailureNamesTheRule(Violation violation) throws Exception {
        Script subscriber = new Script();
        Many.from(violation).subscribe(subscriber);
        subscriber.subscription().request(7);
        assertTrue(subscriber.awaitEnd(), "no end");
        Throwable failure = subscriber.failure();
        String rule =
                switch (violation) {
                    case ITEM_BEFORE_SUBSCRIPTION, END_BEFORE_SUBSCRIPTION -> "1.9";
                    case MORE_THAN_REQUESTED, ITEMS_WITHOUT_DEMAND -> "1.1";
                    case NULL_ITEM, NULL_FAILURE, NULL_SUBSCRIPTION, THROWING_CANCEL -> "2.13";
                    case THROWING_REQUEST -> "3.16";
                    default -> null;
                };
        if (rule != null) {
            assertTrue(failure.getMessage().contains("rule " + rule + ")"), failure.toString());
        } else {
            assertTrue(failure == null || failure instanceof Refused || violation == Violation.TWO_THREADS_AT_ONCE,
                    () -> failure.toString());
        }
    }
}
