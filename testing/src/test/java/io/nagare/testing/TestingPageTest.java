package io.nagare.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Mpsc;
import io.nagare.failure.TimedOutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples of the page "Testing", which are copied from here. */
class TestingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "testing.md");

    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "nagare", "testing", "TestingPageTest.java");

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void whatAStreamEmits() {
        TestSubscriber<Integer> subscriber = TestSubscriber.to(Many.range(1, 3));
        subscriber.assertNothing();
        subscriber.request(2).awaitItems(2).assertItems(1, 2).assertNotEnded();
        subscriber.request(1).awaitEnd().assertItems(1, 2, 3).assertCompleted();
    }

    @Test
    void cancelFromWithin() {
        TestSubscriber<Integer> picky = TestSubscriber.requesting(10);
        picky.onItem(item -> {
            if (item == 2) {
                picky.cancel();
            }
        });
        Many.range(1, 10).subscribe(picky);
        picky.assertItems(1, 2).assertNotEnded();
    }

    @Test
    void feedingAStream() {
        TestPublisher<Integer> source = TestPublisher.create();
        TestSubscriber<Integer> tens = TestSubscriber.to(Many.from(source).map(i -> i * 10));
        source.assertSubscribers(1);
        tens.request(1);
        source.awaitRequested(1).next(4);
        tens.awaitItems(1).assertItems(40).cancel();
        source.awaitCancelled();
    }

    @Test
    void violations() {
        TestPublisher<Integer> rude = TestPublisher.violating(Violation.AFTER_END, Violation.BEYOND_DEMAND);
        TestSubscriber<Integer> subscriber = TestSubscriber.to(rude);
        rude.complete().next(1);
        assertEquals(2, subscriber.violations().size());
    }

    @Test
    void virtualTime() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            TestSubscriber<Long> ticks = TestSubscriber.requesting(Long.MAX_VALUE);
            Many.interval(Duration.ZERO, Duration.ofHours(1)).subscribe(ticks);
            runtime.runUntilIdle();
            ticks.assertItems(0L);
            runtime.advance(Duration.ofHours(2));
            ticks.assertItems(0L, 1L, 2L);
        }
    }

    @Test
    void aTimeoutOfADay() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            One<String> slow = One.delay(Duration.ofDays(2)).thenReturn("late");
            assertThrows(TimedOutException.class, () -> runtime.blockOn(slow.timeout(Duration.ofDays(1))));
            assertEquals(Duration.ofDays(1), runtime.elapsed());
        }
    }

    @Test
    void manyInterleavings() {
        for (long seed = 0; seed < 100; seed++) {
            try (VirtualRuntime runtime = VirtualRuntime.start(seed)) {
                Mpsc<Integer> channel = Mpsc.bounded(1);
                runtime.spawn(channel.send(1).then(channel.send(2)));
                runtime.spawn(channel.send(3));
                List<Integer> received = runtime.blockOn(channel.receiver().take(3).collectList());
                assertTrue(received.indexOf(1) < received.indexOf(2), () -> runtime + ": " + received);
            }
        }
    }

    @Test
    void races() {
        AtomicInteger hits = new AtomicInteger();
        Race.of(hits::incrementAndGet, hits::incrementAndGet)
                .before(() -> hits.set(0))
                .after(() -> assertEquals(2, hits.get()))
                .run();
    }

    @Test
    void allExamplesOfThePageAreHere() throws IOException {
        String source = withoutIndentation(Files.readString(SOURCE));
        List<String> examples = EXAMPLE.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
        assertEquals(8, examples.size());
        for (String example : examples) {
            assertTrue(source.contains(withoutIndentation(example)), () -> "not in the test:\n" + example);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyViolationIsOnThePageWithItsRule(Violation violation) throws IOException {
        assertTrue(Files.readAllLines(PAGE).stream()
                .anyMatch(
                        line -> line.contains("`" + violation + "`") && line.endsWith("| " + violation.rule() + " |")));
    }

    private static String withoutIndentation(String code) {
        return code.replaceAll("(?m)^ +", "");
    }
}
