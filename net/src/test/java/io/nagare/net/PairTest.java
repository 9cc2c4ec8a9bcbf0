package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Task;
import io.nagare.net.fixture.TcpFixture;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

/** Two connections in memory behave as two connections over a socket do. */
class PairTest extends TcpFixture {

    private final Connection.Pair pair = Connection.pair();
    private final Connection first = pair.first();
    private final Connection second = pair.second();

    private Task<byte[]> readAll(Connection connection) {
        return nagare.spawn(connection
                .read()
                .reduce(new ByteArrayOutputStream(), (all, bytes) -> {
                    all.writeBytes(bytes.toArray());
                    return all;
                })
                .map(ByteArrayOutputStream::toByteArray));
    }

    @Test
    void bytesPassInBothDirections() {
        byte[] there = random(1_000_000, 1);
        byte[] back = random(700_000, 2);
        Task<byte[]> atSecond = readAll(second);
        Task<byte[]> atFirst = readAll(first);
        Task<Void> writingBack = nagare.spawn(second.writeAndEnd(Bytes.copyOf(back)));
        nagare.blockOn(first.writeAndEnd(Bytes.copyOf(there)), LIMIT);
        assertArrayEquals(there, atSecond.block(LIMIT));
        assertArrayEquals(back, atFirst.block(LIMIT));
        writingBack.block(LIMIT);
        nagare.blockOn(first.closed(), LIMIT);
        nagare.blockOn(second.closed(), LIMIT);
        assertTrue(first.isClosed() && second.isClosed());
        assertEquals(there.length, second.bytesRead());
        assertEquals(back.length, second.bytesWritten());
    }

    @Test
    void anEchoIsLentItsBytes() {
        Task<Void> echo = nagare.spawn(second.writeAndEnd(second.read()));
        Task<byte[]> answer = readAll(first);
        byte[] question = random(3_000_000, 3);
        nagare.blockOn(first.writeAndEnd(Bytes.copyOf(question)), LIMIT);
        assertArrayEquals(question, answer.block(LIMIT));
        echo.block(LIMIT);
    }

    @Test
    void aWriterWaitsForItsReader() {
        Task<Void> writing = nagare.spawn(first.write(Bytes.copyOf(new byte[100_000])));
        eventually("the writer waits", () -> first.transport().writerWaits());
        assertFalse(writing.isDone());
        assertEquals(65_536, first.bytesWritten());
        Task<byte[]> reading = readAll(second);
        writing.block(LIMIT);
        nagare.blockOn(first.writeAndEnd(Many.empty()), LIMIT);
        assertEquals(100_000, reading.block(LIMIT).length);
    }

    @Test
    void aResetIsSeenAsOne() {
        Task<byte[]> reading = readAll(second);
        nagare.blockOn(first.write(Bytes.copyOf(new byte[10])), LIMIT);
        first.reset();
        Throwable failure = assertThrows(RuntimeException.class, () -> reading.block(LIMIT)).getCause();
        assertEquals("read on " + second + " failed: Connection reset", failure.getMessage());
        ConnectionFailedException why = assertInstanceOf(ConnectionFailedException.class, failure(second.closed()));
        assertTrue(why.getMessage().contains("Connection reset"), why.getMessage());
        assertTrue(failure(first.closed()).getMessage().contains("it was reset on this side"));
    }

    @Test
    void aCloseDeliversWhatWasWritten() {
        nagare.blockOn(first.write(Bytes.copyOf(new byte[50_000])), LIMIT);
        first.close();
        assertEquals(50_000, readAll(second).block(LIMIT).length);
        second.close();
        nagare.blockOn(first.closed(), LIMIT);
    }

    @Test
    void writingToAnEndThatIsClosedFails() {
        second.reset();
        assertTrue(failure(first.write(Bytes.copyOf(new byte[1]))).getMessage().contains("reset"));
    }

    @Test
    void whoAsksLateIsToldWhyItHasClosed() {
        first.close();
        second.close();
        nagare.blockOn(first.closed(), LIMIT);
        nagare.blockOn(first.closed(), LIMIT);
        nagare.blockOn(second.closed(), LIMIT);
    }
}
