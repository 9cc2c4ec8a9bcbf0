package io.nagare.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Flight Recorder and JMX are there for diagnosis. A program must run without them. */
class WithoutDiagnosisTest {

    private static List<String> run(String... options) throws Exception {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(BareProgram.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(50, TimeUnit.SECONDS), said);
            assertEquals(0, process.exitValue(), said);
            return said.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void withoutTheirModulesBroadcastsAndConnectionsWork() throws Exception {
        assertEquals(
                List.of(
                        "jdk.jfr false",
                        "java.management false",
                        "heard 100",
                        "echo",
                        "this JVM has no JMX: add its module with --add-modules java.management"),
                run("--limit-modules", "java.base,jdk.net"));
    }

    @Test
    void withThemTheyWork() throws Exception {
        assertEquals(
                List.of("jdk.jfr true", "java.management true", "heard 100", "echo", "registered"), run());
    }
}
