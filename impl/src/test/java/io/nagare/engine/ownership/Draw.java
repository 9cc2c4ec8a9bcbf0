package io.nagare.engine.ownership;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** The random choices for one pipeline, and their description. One thread draws and describes. */
final class Draw {

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();

    Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    boolean either() {
        return random.nextBoolean();
    }

    Duration millis(int least, int most) {
        return Duration.ofMillis(between(least, most));
    }

    /** Adds words to the description, which any thread may read. */
    synchronized void say(Object words) {
        text.append(text.isEmpty() ? "" : " ").append(words);
    }

    /** Returns a pause before another thread acts: none, a short spin, or up to four milliseconds. */
    Runnable pause() {
        int kind = between(0, 9);
        if (kind < 2) {
            return () -> {};
        }
        if (kind < 6) {
            int spins = between(0, 2_000);
            return () -> {
                for (int i = spins; i > 0; i--) {
                    Thread.onSpinWait();
                }
            };
        }
        long nanos = between(0, kind < 8 ? 200_000 : kind == 8 ? 1_000_000 : 4_000_000);
        return () -> LockSupport.parkNanos(nanos);
    }

    @Override
    public synchronized String toString() {
        return text.toString();
    }
}
