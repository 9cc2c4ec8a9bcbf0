package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Task;
import io.nagare.net.Connections.Joined;
import io.nagare.net.fixture.TcpFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Joining two connections, each of which is one end of a pair in memory. */
class ConnectionsTest extends TcpFixture {

    private final Connection.Pair left = Connection.pair();
    private final Connection.Pair right = Connection.pair();
    private final Connection client = left.first();
    private final Connection server = right.second();

    private Task<Joined> join(ConnectionLimits limits) {
        return nagare.spawn(Connections.join(left.second(), right.first(), limits));
    }

    private static long length(Task<Long> task) {
        return task.block(LIMIT);
    }

    private Task<Long> countAll(Connection connection) {
        return nagare.spawn(connection.read().reduce(0L, (sum, bytes) -> sum + bytes.length()));
    }

    @Test
    void bothDirectionsAreCopiedAndCounted() {
        Task<Joined> joined = join(ConnectionLimits.none());
        Task<Long> atServer = countAll(server);
        Task<Long> atClient = countAll(client);
        nagare.blockOn(client.writeAndEnd(Bytes.copyOf(new byte[300_000])), LIMIT);
        assertEquals(300_000, length(atServer));
        nagare.blockOn(server.writeAndEnd(Bytes.copyOf(new byte[200_000])), LIMIT);
        assertEquals(200_000, length(atClient));
        assertEquals(new Joined(200_000, 300_000), joined.block(LIMIT));
        nagare.blockOn(left.second().closed(), LIMIT);
        nagare.blockOn(right.first().closed(), LIMIT);
    }

    @Test
    void aSideThatEndsLeavesTheOtherDirectionOpen() {
        join(ConnectionLimits.none());
        nagare.blockOn(client.writeAndEnd(Many.empty()), LIMIT);
        Task<Long> atServer = countAll(server);
        assertEquals(0, length(atServer));
        Task<Long> atClient = countAll(client);
        nagare.blockOn(server.write(Bytes.copyOf(new byte[100])), LIMIT);
        eventually("the other direction goes on", () -> client.bytesRead() == 100);
        nagare.blockOn(server.writeAndEnd(Many.empty()), LIMIT);
        assertEquals(100, length(atClient));
    }

    @Test
    void aSideThatIsResetResetsTheOther() {
        Task<Joined> joined = join(ConnectionLimits.none());
        Task<Long> atServer = countAll(server);
        client.reset();
        assertThrows(RuntimeException.class, () -> joined.block(LIMIT));
        assertThrows(RuntimeException.class, () -> atServer.block(LIMIT));
        assertTrue(left.second().isClosed() && right.first().isClosed());
    }

    @Test
    void cancellingResetsBoth() {
        Task<Joined> joined = join(ConnectionLimits.none());
        Task<Long> atServer = countAll(server);
        Task<Long> atClient = countAll(client);
        nagare.blockOn(client.write(Bytes.copyOf(new byte[10])), LIMIT);
        eventually("the bytes have come", () -> server.bytesRead() == 10);
        joined.abort();
        assertThrows(RuntimeException.class, () -> atServer.block(LIMIT));
        assertThrows(RuntimeException.class, () -> atClient.block(LIMIT));
    }

    @Test
    void cancellingResetsBothAlsoIfOneDirectionHasEnded() {
        Task<Joined> joined = join(ConnectionLimits.none());
        nagare.blockOn(server.writeAndEnd(Many.empty()), LIMIT);
        assertEquals(0, length(countAll(client)));
        Task<Long> atServer = countAll(server);
        nagare.blockOn(client.write(Bytes.copyOf(new byte[10])), LIMIT);
        eventually("the bytes have come", () -> server.bytesRead() == 10);
        joined.abort();
        assertThrows(RuntimeException.class, () -> atServer.block(LIMIT));
        // Nobody receives what the client still sends, so it has to be told.
        failure(left.second().closed());
        failure(client.write(Bytes.copyOf(new byte[10])));
    }

    @Test
    void aSlowSideHoldsBackTheOtherAndBuffersLittle() {
        join(ConnectionLimits.none());
        Task<Void> writing = nagare.spawn(client.write(Many.range(0, 1_000).map(i -> Bytes.copyOf(new byte[10_000]))));
        eventually("the client is held back", () -> client.transport().writerWaits());
        long held = client.bytesWritten();
        // Two pipes of 64 KiB, and one buffer of the join.
        assertTrue(held <= 3 * 65_536, held + " bytes are under way");
        Task<Long> atServer = countAll(server);
        writing.block(LIMIT);
        nagare.blockOn(client.writeAndEnd(Many.empty()), LIMIT);
        assertEquals(10_000_000, length(atServer));
    }

    @Test
    void idlenessEndsIt() {
        Task<Joined> joined = join(ConnectionLimits.none().idle(Duration.ofMillis(20)));
        Throwable failure = assertThrows(RuntimeException.class, () -> joined.block(LIMIT)).getCause();
        assertTrue(
                failure.getMessage().endsWith("nothing has passed in either direction (the limit idle is 20 ms)"),
                failure.getMessage());
    }

    @Test
    void aConnectionCannotBeJoinedWithItself() {
        assertThrows(IllegalArgumentException.class, () -> Connections.join(client, client));
    }
}
