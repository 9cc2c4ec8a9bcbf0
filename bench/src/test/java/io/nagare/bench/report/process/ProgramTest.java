package io.nagare.bench.report.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    private static Program shell(String script, Duration atMost) {
        return new Program(List.of("sh", "-c", script), Map.of("WORK", "done"), atMost);
    }

    private static String failure(Program program) {
        return String.valueOf(assertThrows(MeasurementException.class, program::run).getMessage());
    }

    @Test
    void bothOutputsAreReturned() throws MeasurementException, IOException, InterruptedException {
        assertEquals(List.of("begun", "done"), shell("echo begun; echo $WORK >&2", Duration.ofSeconds(30)).run());
    }

    @Test
    void aFailureIsToldInTheProgramsLastWords() {
        assertEquals(
                "no such work",
                failure(shell(
                        "echo hello; echo no such work; printf '\\tat somewhere\\n'; exit 3", Duration.ofSeconds(30))));
        assertEquals("ended with code 3", failure(shell("exit 3", Duration.ofSeconds(30))));
    }

    /** The processes that it has started are killed too. */
    @Test
    void whatHangsIsKilled(@TempDir Path folder) throws IOException {
        Path pid = folder.resolve("pid");
        Program hanging = shell("sleep 1000 & echo $! > " + pid + "; wait", Duration.ofSeconds(1));
        assertEquals("did not end within 1 s, and was killed", failure(hanging));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(child -> child.onExit().join());
    }
}
