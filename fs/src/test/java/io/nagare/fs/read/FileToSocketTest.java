package io.nagare.fs.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.driver.Leaf;
import io.nagare.failure.BlockingCallException;
import io.nagare.fs.AsyncFile;
import io.nagare.fs.contract.FileOperationException;
import io.nagare.fs.contract.ReadOptions;
import io.nagare.fs.fixture.Descriptors;
import io.nagare.fs.fixture.DirectoryFixture;
import io.nagare.fs.fixture.Narrow;
import io.nagare.fs.fixture.ReceivedChunks;
import io.nagare.fs.fixture.StepStrand;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionFailedException;
import io.nagare.net.Listener;
import io.nagare.net.Tcp;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Files that are written to sockets. The system copies the bytes where it can. */
class FileToSocketTest extends DirectoryFixture {

    /** Accepts one connection from a client of the JDK, and returns what the client received. */
    private byte[] serve(Function<Connection, One<Void>> work, Client client) throws Exception {
        Listener listener = get(Tcp.listen("127.0.0.1", 0));
        Task<Void> serving = nagare.spawn(listener.accept().take(1).flatMap(work).then());
        byte[] received;
        try (Socket socket = new Socket("127.0.0.1", listener.port())) {
            received = client.receive(socket.getInputStream());
        }
        try {
            nagare.blockOn(serving, LIMIT);
        } finally {
            listener.close();
        }
        return received;
    }

    private interface Client {
        byte[] receive(InputStream in) throws IOException;
    }

    @Test
    void aFileOfAnySizeArrivesWhole() throws Exception {
        for (int size : new int[] {0, 1, 100_000, 20_000_000}) {
            byte[] content = random(size);
            Path path = file(content);
            assertArrayEquals(
                    content, serve(peer -> peer.writeAndEnd(AsyncFile.read(path)), InputStream::readAllBytes));
        }
    }

    @Test
    void whatTheSystemSendsIsCounted() throws Exception {
        Path path = file(random(2_000_000));
        AtomicLong written = new AtomicLong();
        serve(
                peer -> peer.writeAndEnd(AsyncFile.read(path)).doOnTerminate(() -> written.set(peer.bytesWritten())),
                InputStream::readAllBytes);
        assertEquals(2_000_000, written.get());
    }

    @Test
    void aRangeArrivesAndNoMore() throws Exception {
        byte[] content = random(1_000_000);
        Path path = file(content);
        ReadOptions options = ReadOptions.defaults().range(123_456, 654_321);
        byte[] expected = Arrays.copyOfRange(content, 123_456, 123_456 + 654_321);
        assertArrayEquals(
                expected, serve(peer -> peer.writeAndEnd(AsyncFile.read(path, options)), InputStream::readAllBytes));
        ReadOptions behind = ReadOptions.defaults().range(2_000_000, 1);
        assertEquals(
                0, serve(peer -> peer.writeAndEnd(AsyncFile.read(path, behind)), InputStream::readAllBytes).length);
    }

    @Test
    void whatComesBeforeAndBehindStaysInOrder() throws Exception {
        Path path = file(new byte[] {'b', 'c'});
        byte[] received = serve(
                peer -> peer.write(Many.just(Bytes.utf8("a")))
                        .then(peer.write(AsyncFile.read(path)))
                        .then(peer.writeAndEnd(Many.just(Bytes.utf8("d")))),
                InputStream::readAllBytes);
        assertEquals("abcd", new String(received, UTF_8));
    }

    /** A stage without a say in demand, such as {@code map}, passes the file's own subscription downstream. */
    @Test
    void whatIsChangedOnTheWayArrivesChanged() throws Exception {
        Path path = file(new byte[] {1, 2, 3});
        byte[] received = serve(
                peer -> peer.writeAndEnd(AsyncFile.read(path).map(chunk -> Bytes.wrap(new byte[] {9}))),
                InputStream::readAllBytes);
        assertArrayEquals(new byte[] {9}, received);
    }

    @Test
    void aFileOfTheKernelThatTellsNoSizeArrives() throws Exception {
        Path version = Path.of("/proc/version");
        assertArrayEquals(
                Files.readAllBytes(version),
                serve(peer -> peer.writeAndEnd(AsyncFile.read(version)), InputStream::readAllBytes));
    }

    @Test
    void aFileThatIsCutOffEndsWhereItEnds() throws Exception {
        Path path = file(random(30_000_000));
        byte[] received = serve(peer -> peer.writeAndEnd(AsyncFile.read(path)), in -> {
            byte[] first = in.readNBytes(1000);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(10_000_000);
            }
            return ByteBuffer.allocate(30_000_000).put(first).put(in.readAllBytes()).flip().compact().array();
        });
        byte[] expected = Arrays.copyOf(random(30_000_000), 10_000_000);
        assertArrayEquals(expected, Arrays.copyOf(received, 10_000_000));
    }

    @Test
    void aPeerThatGoesAwayFailsTheWriteAndTheFileIsClosed() throws Exception {
        Path path = file(random(30_000_000));
        BlockingCallException failure = assertThrows(
                BlockingCallException.class,
                () -> serve(peer -> peer.writeAndEnd(AsyncFile.read(path)), in -> in.readNBytes(1000)));
        assertInstanceOf(ConnectionFailedException.class, failure.getCause());
        Descriptors.assertClosed(path);
    }

    @Test
    void aFileThatIsNotThereFailsTheWriteAndResetsTheConnection() {
        Path missing = at("missing");
        FileOperationException failure = assertThrows(
                FileOperationException.class,
                () -> serve(peer -> peer.writeAndEnd(AsyncFile.read(missing)), in -> {
                    assertThrows(SocketException.class, in::readAllBytes);
                    return new byte[0];
                }));
        assertEquals("read of " + missing + " failed: there is no such file", failure.getMessage());
    }

    @Test
    void cancellingClosesTheFileWhileThePeerDoesNotRead() throws Exception {
        Path path = file(random(30_000_000));
        Listener listener = get(Tcp.listen("127.0.0.1", 0));
        Task<Void> serving = nagare.spawn(
                listener.accept().take(1).flatMap(peer -> peer.writeAndEnd(AsyncFile.read(path))).then());
        try (Socket socket = new Socket("127.0.0.1", listener.port())) {
            assertTrue(socket.getInputStream().read() >= 0);
            serving.abort();
            Descriptors.assertClosed(path);
        } finally {
            listener.close();
        }
    }

    @Test
    void aTransferGoesOnFromWhereTheChannelWasFull() throws Exception {
        byte[] content = random(1_000_000);
        Path path = file(content);
        StepStrand strand = new StepStrand();
        ReceivedChunks received = new ReceivedChunks();
        FileTransferSource source = new FileTransferSource(path, ReadOptions.defaults(), received, strand);
        source.start();
        assertTrue(source.feeds(received));
        Narrow channel = new Narrow();
        int[] full = {0};
        Leaf leaf = new Leaf(strand) {
            @Override
            protected void run() {
                full[0]++;
                source.transferTo(channel, this);
            }
        };
        source.transferTo(channel, leaf);
        source.transferTo(channel, leaf);
        assertEquals(1, strand.queuedJobs());
        strand.runAll();
        assertArrayEquals(content, channel.taken());
        assertTrue(full[0] > 5, "the channel was full " + full[0] + " times");
        assertTrue(strand.unseen.isEmpty());
        ByteStream again = AsyncFile.read(path);
        assertEquals(1_000_000, get(again.reduce(0L, (sum, chunk) -> sum + chunk.length())));
    }
}
