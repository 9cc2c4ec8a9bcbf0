package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Nagare;
import io.nagare.NagareBuilder;
import io.nagare.channel.Broadcast;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.net.ConnectOptions;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.policy.Flatten;
import io.nagare.policy.LineOptions;
import io.nagare.policy.LongLines;
import io.nagare.policy.Retry;
import io.nagare.process.MainOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The defaults that the guides state. Whoever changes one changes the pages too: limits, tuning, and those on it. */
class DefaultsTest {

    @Test
    void servers() {
        ServeOptions options = ServeOptions.defaults();
        assertEquals(10_000, options.maxConnections());
        assertEquals(ServeOptions.WhenFull.WAIT, options.whenFull());
        assertEquals(Duration.ofSeconds(10), options.proxyTimeout());
        assertEquals(1_024, ListenOptions.defaults().backlog());

        ConnectionLimits limits = options.limits();
        assertEquals(Duration.ofSeconds(60), limits.firstByte());
        assertEquals(Duration.ofSeconds(60), limits.slowPeer());
        assertEquals(1_024, limits.slowPeerBytes());
        assertEquals(Duration.ZERO, limits.readIdle());
        assertEquals(Duration.ZERO, limits.writeIdle());
        assertEquals(Duration.ZERO, limits.idle());
    }

    @Test
    void connections() {
        ConnectionOptions options = ConnectionOptions.defaults();
        assertEquals(Duration.ofSeconds(5), options.lingerTime());
        assertEquals(1 << 20, options.lingerBytes());
        assertEquals(true, options.noDelay());
        assertEquals(0, options.sendBuffer());

        ConnectOptions connecting = options.connecting();
        assertEquals(Duration.ofSeconds(30), connecting.timeout());
        assertEquals(Duration.ofMillis(250), connecting.attemptDelay());
        assertEquals(Duration.ofSeconds(10), connecting.proxyTimeout());
    }

    @Test
    void runtimes() {
        NagareBuilder builder = Nagare.multiThread();
        assertEquals(Runtime.getRuntime().availableProcessors(), builder.workers());
        assertEquals(512, builder.maxBlockingThreads());
        assertEquals(1_024, builder.blockingQueue());
        assertEquals(Duration.ofSeconds(10), builder.blockingKeepAlive());
        assertEquals("nagare", builder.name());
        assertEquals(Duration.ofSeconds(5), MainOptions.defaults().limit());
    }

    @Test
    void streams() {
        assertEquals(64 * 1024, LineOptions.defaults().maxLength());
        assertEquals(LongLines.FAIL, LineOptions.defaults().longLines());
        assertEquals(64 * 1024, ReadOptions.defaults().chunkSize());
        assertEquals(4 << 20, ReadOptions.defaults().readAhead());
        assertEquals(256, Flatten.DEFAULT_CONCURRENCY);
        assertEquals(0.5, Retry.times(1).jitter());
        assertEquals(16_777_216, Broadcast.MAX_CAPACITY);
    }
}
