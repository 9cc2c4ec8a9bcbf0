package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program sees if the system has no ring for it. */
class FallbackTest {

    @BeforeEach
    void aRingIsAvailable() {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
    }

    @ParameterizedTest
    @CsvSource({
        "setup, -38, the kernel has no io_uring",
        "setup, -1, io_uring is forbidden here",
        "setup, -13, io_uring is forbidden here",
        "setup, -12, locked memory",
        "setup, -24, no descriptor left",
        "setup, -22, too old",
        "setup, -5, the system refuses a ring",
        "map, -12, no memory for a ring",
        "second map, -12, no memory for a ring",
        "register, -22, too old",
        "register, -12, locked memory",
        "eventfd, -24, no descriptor left",
        "enter, -95, io_uring_enter",
        "none, 0, ''"
    })
    void aRefusalIsToldInWordsAndLeavesNothingBehind(String call, int error, String words) {
        RefusedCalls calls = new RefusedCalls(call, error);
        String reason = Rehearsal.rehearse(calls);
        if (words.isEmpty()) {
            assertEquals(null, reason);
        } else {
            assertNotNull(reason);
            assertTrue(reason.contains(words), reason);
        }
        assertTrue(calls.open.isEmpty(), calls.open.toString());
    }

    @Test
    void theSystemServesInsteadAndOneLineSaysWhy() {
        List<String> lines = new ArrayList<>();
        SelectorProvider chosen = Uring.networkOrSystem("io_uring is forbidden here", new Lines(lines));
        assertSame(SelectorProvider.provider(), chosen);
        assertEquals(
                List.of("The system's selector serves the network instead of io_uring: io_uring is forbidden here"),
                lines);
        assertTrue(Uring.networkOrSystem(null, new Lines(lines)) instanceof RingProvider);
        assertEquals(1, lines.size());
    }

    /** A process of its own forbids the calls to itself, as a container does, and then serves a connection. */
    @Test
    void aProcessThatMayNotUseARingServesOnTheSystemsSelector() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForbiddenRing.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assumeTrue(!output.contains(ForbiddenRing.NO_FILTER), output);
        assertEquals(0, process.exitValue(), output);
        assertTrue(output.contains("echoed hello"), output);
        List<String> told = output.lines()
                .filter(line -> line.contains("instead of io_uring"))
                .toList();
        assertEquals(1, told.size(), output);
        assertTrue(told.get(0).contains("io_uring is forbidden here"), output);
    }

    @Test
    void closingASelectorTwiceDoesNothingMore() throws IOException {
        RefusedCalls calls = new RefusedCalls("none", 0);
        Selector selector = new RingProvider(calls).openSelector();
        selector.close();
        selector.close();
        selector.wakeup();
        assertTrue(calls.open.isEmpty(), calls.open.toString());
    }

    private record Lines(List<String> lines) implements System.Logger {

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            lines.add(message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            lines.add(java.text.MessageFormat.format(format, parameters));
        }
    }
}
