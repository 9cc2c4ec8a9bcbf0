package io.nagare.process.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.process.fixture.Shell;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pipes that a child is given by name, and pipes that a thread fills. */
class ChildPipeTest {

    private static ChildPipe open(boolean named) throws IOException {
        return ChildPipe.open(SelectorProvider.provider(), named);
    }

    private static String readAll(Pipe.SourceChannel from) throws IOException {
        from.configureBlocking(true);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(1000);
        while (from.read(chunk) >= 0) {
            all.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static void writeAll(Pipe.SinkChannel to, String text) throws IOException {
        to.configureBlocking(true);
        ByteBuffer left = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (left.hasRemaining()) {
            to.write(left);
        }
        to.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChildReadsAndWritesThem(boolean named) throws Exception {
        ChildPipe in = open(named);
        ChildPipe out = open(named);
        Process child = new ProcessBuilder("sh", "-c", "cat; echo end")
                .redirectInput(in.asInput())
                .redirectOutput(out.asOutput())
                .start();
        Pipe.SinkChannel stdin = in.writing(child.getOutputStream());
        try (Pipe.SourceChannel stdout = out.reading(child.getInputStream())) {
            writeAll(stdin, "some text\n");
            assertEquals("some text\nend\n", readAll(stdout));
        }
        assertEquals(0, child.waitFor());
    }

    @Test
    void onLinuxTheyHaveNames() throws Exception {
        assumeTrue(Files.isDirectory(java.nio.file.Path.of("/proc/self/fdinfo")), "there is no /proc/self/fdinfo");
        ChildPipe pipe = open(true);
        assertNotEquals(Redirect.PIPE, pipe.asInput());
        assertEquals(Redirect.Type.WRITE, pipe.asOutput().type());
        pipe.close();
    }

    @Test
    void theNameIsThatOfThePipeWhateverOthersOpen() throws Exception {
        assumeTrue(Files.isDirectory(java.nio.file.Path.of("/proc/self/fdinfo")), "there is no /proc/self/fdinfo");
        AtomicBoolean stop = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!stop.get()) {
                try (Selector selector = Selector.open()) {
                    Pipe pipe = Pipe.open();
                    pipe.source().configureBlocking(false);
                    pipe.source().register(selector, 1);
                    selector.selectNow();
                    pipe.source().close();
                    pipe.sink().close();
                } catch (IOException failure) {
                    throw new AssertionError(failure);
                }
            }
        });
        other.start();
        try {
            for (int i = 0; i < 300; i++) {
                Pipe pipe = Pipe.open();
                pipe.source().configureBlocking(false);
                File name = PipeNumbers.nameOf(pipe.source());
                Files.write(name.toPath(), new byte[] {(byte) i});
                ByteBuffer read = ByteBuffer.allocate(2);
                assertEquals(1, pipe.source().read(read));
                assertEquals((byte) i, read.get(0));
                pipe.source().close();
                pipe.sink().close();
            }
        } finally {
            stop.set(true);
            other.join();
        }
    }

    @Test
    void aThreadThatFillsAPipeEndsWithTheReader() throws Exception {
        ChildPipe out = open(false);
        Process child = new ProcessBuilder("yes").redirectOutput(out.asOutput()).start();
        Pipe.SourceChannel stdout = out.reading(child.getInputStream());
        assertTrue(Shell.await(ChildPipeTest::isPumping));
        stdout.close();
        // The thread closes the child's pipe, and the system ends a child that writes to it.
        assertNotEquals(0, child.waitFor());
        assertTrue(Shell.await(() -> !isPumping()));
        assertFalse(child.isAlive());
    }

    private static boolean isPumping() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("nagare-process-output"));
    }
}
