package io.nagare.uring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.driver.EagerClasses;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process that may lock less memory than a ring takes. Root may lock more, so it becomes another user before. */
class LimitedMemoryTest {

    private static final int TOO_LITTLE = 64 * 1024;
    private static final int ENOUGH = 1024 * 1024;
    private static final String NOBODY = "65534";

    /** The program: says which network it gets. It needs no class of another module. */
    static final class Choice {

        public static void main(String[] arguments) {
            System.out.println("chosen " + Uring.networkOrSystem().getClass().getSimpleName());
        }
    }

    @BeforeEach
    void aRingIsAvailable() {
        assumeTrue(Uring.isAvailable(), Uring.unavailabilityReason());
    }

    private static String folder(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static List<String> choose(int lockedBytes) throws Exception {
        List<String> words = new ArrayList<>(List.of("prlimit", "--memlock=" + lockedBytes));
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-cp");
        words.add(String.join(
                File.pathSeparator, folder(Uring.class), folder(EagerClasses.class), folder(Choice.class)));
        words.add(Choice.class.getName());
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException missing) {
            assumeTrue(false, "no limit can be set here: " + missing.getMessage());
            return List.of();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assumeTrue(output.contains("chosen "), "the program did not run as another user: " + output);
        assumeTrue(!output.contains("io_uring is forbidden here"), "other users have no ring: " + output);
        return output.lines().toList();
    }

    @Test
    void aLimitThatIsTooLowIsToldInOneLineAndTheSystemServes() throws Exception {
        List<String> lines = choose(TOO_LITTLE);
        assertEquals("chosen EPollSelectorProvider", lines.get(lines.size() - 1));
        List<String> told = lines.stream()
                .filter(line -> line.contains("instead of io_uring"))
                .toList();
        assertEquals(1, told.size(), lines.toString());
        assertTrue(told.get(0).contains("the limit of locked memory (ulimit -l) is too low"), told.get(0));
    }

    @Test
    void aLimitThatIsHighEnoughGivesARing() throws Exception {
        assertEquals(List.of("chosen RingProvider"), choose(ENOUGH));
    }
}
