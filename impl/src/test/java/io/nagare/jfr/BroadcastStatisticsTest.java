package io.nagare.jfr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import io.nagare.engine.event.Recorded;
import io.nagare.engine.strand.Probe;
import io.nagare.failure.RuntimeClosedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broadcast in Flight Recorder. */
class BroadcastStatisticsTest {

    private static final String EVENT = "nagare.BroadcastStatistics";

    private final Nagare nagare = Nagare.multiThread().workers(1).name("recorded").start();
    private final Broadcast<Integer> prices = Broadcast.lagging(8);

    @AfterEach
    void close() {
        nagare.close();
    }

    private static Recording recording() {
        Recording recording = new Recording();
        recording.enable(EVENT).withPeriod(Duration.ofMillis(20));
        recording.start();
        return recording;
    }

    /** Waits until Flight Recorder has looked at a broadcast of the name again. */
    private static List<RecordedEvent> eventsUntil(String channel) throws Exception {
        for (; ; ) {
            try (Recording recording = recording()) {
                Thread.sleep(50);
                List<RecordedEvent> events = Recorded.events(recording, EVENT);
                if (events.stream().anyMatch(event -> channel.equals(event.getString("channel")))) {
                    return events;
                }
            }
        }
    }

    @Test
    void itIsRecordedUntilItIsClosedOrTheRuntimeIs() throws Exception {
        Probe<Integer> slow = new Probe<>();
        prices.receiver().subscribe(slow);
        for (boolean withRuntime : new boolean[] {false, true}) {
            Nagare other = Nagare.multiThread().workers(1).name("other").start();
            BroadcastStatistics ofPrices = BroadcastStatistics.record(other, prices, "prices");
            BroadcastStatistics ofMore = BroadcastStatistics.record(nagare, prices, "more");
            prices.send(1);
            RecordedEvent event = eventsUntil("prices").stream()
                    .filter(each -> "prices".equals(each.getString("channel")))
                    .findFirst()
                    .orElseThrow();
            assertEquals("other", event.getString("runtime"));
            assertEquals(8, event.getInt("capacity"));
            assertEquals(1, event.getInt("subscribers"));
            assertEquals(withRuntime ? 2 : 1, event.getLong("lag"));
            if (withRuntime) {
                other.close();
            } else {
                ofPrices.close();
                other.close();
            }
            Set<String> left = eventsUntil("more").stream()
                    .map(each -> each.getString("channel"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(Set.of("more"), left);
            ofMore.close();
            ofMore.close();
        }
        slow.cancel();
    }

    @Test
    void badInputIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> BroadcastStatistics.record(nagare, prices, ""));
        nagare.close();
        String message = assertThrows(
                        RuntimeClosedException.class, () -> BroadcastStatistics.record(nagare, prices, "late"))
                .getMessage();
        assertTrue(message.contains("recorded"), message);
    }
}
