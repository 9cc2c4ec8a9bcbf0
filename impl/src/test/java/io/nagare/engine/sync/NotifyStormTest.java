package io.nagare.engine.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.sync.Notify;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random waits, cancelled at random, with exactly as many notifications as waits that complete. No notification is
 * lost.
 */
@Timeout(value = 1, unit = TimeUnit.HOURS) // each wait has a limit of its own
class NotifyStormTest {

    private static final int STEPS = 200;

    @Test
    void noNotificationIsLostWhenWaitsAreCancelled() throws Exception {
        try (Storm storm = new Storm()) {
            storm.rage(1, random -> {
                Relay relay = new Relay();
                return new Storm.Play(relay::play, relay::end);
            });
        }
    }

    /**
     * A mutex made of a notify. The notified thread is inside, and notifies the next one. One lost notification stops
     * all.
     */
    private static final class Relay {

        private final Notify turn = Notify.create();
        private final AtomicInteger inside = new AtomicInteger();

        Relay() {
            turn.notifyOne();
        }

        void play(SplittableRandom random) throws Exception {
            for (int i = 0; i < STEPS; i++) {
                Catching<Void> catching = new Catching<>(none -> {});
                turn.notified().subscribe(catching);
                if (random.nextBoolean()) {
                    Storm.dawdle(random);
                    catching.cancelOrElse(this::passOn);
                } else {
                    catching.await(Storm.LIMIT);
                    assertEquals(1, inside.incrementAndGet(), "inside");
                    Storm.dawdle(random);
                    passOn();
                }
            }
        }

        private void passOn() {
            inside.set(0);
            turn.notifyOne();
        }

        Void end() {
            turn.notified().block(Storm.LIMIT);
            return null;
        }
    }
}
