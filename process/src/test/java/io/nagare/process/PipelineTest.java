package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.process.fixture.Shell;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private Nagare nagare;
    private int descriptors;

    @BeforeAll
    static void loadWhatOpensDescriptorsOnce() {
        try (Nagare warm = Nagare.multiThread().workers(1).start()) {
            warm.blockOn(Shell.command("echo").output());
        }
    }

    @BeforeEach
    void start() {
        descriptors = Shell.descriptors();
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        assertTrue(nagare.close(Duration.ofSeconds(10)));
        Shell.assertNoChildren();
        Shell.assertDescriptors(descriptors);
    }

    @Test
    void eachReadsWhatTheOneBeforeWrites() {
        PipelineOutput output = nagare.blockOn(Command.of("printf", "b\\na\\nb\\n")
                .pipeTo(Command.of("sort"))
                .pipeTo(Command.of("uniq", "-c"))
                .output());
        assertEquals("1 a 2 b", output.text().strip().replaceAll("\\s+", " "));
        assertTrue(output.isSuccess());
    }

    @Test
    void eachHasItsStatus() {
        PipelineOutput output = nagare.blockOn(Shell.command("exit 3")
                .pipeTo(Shell.command("cat; exit 4"))
                .pipeTo(Command.of("cat"))
                .output());
        assertEquals(
                List.of(3, 4, 0),
                output.statuses().stream().map(ExitStatus::code).toList());
        assertFalse(output.isSuccess());
    }

    @Test
    void theFirstEndsWhenNobodyReadsIt() {
        Pipeline pipeline = Command.of("yes").pipeTo(Command.of("head", "-n", "2"));
        PipelineOutput output = nagare.blockOn(pipeline.output());
        assertEquals("y\ny\n", output.text());
        assertEquals(0, output.statuses().get(1).code());
        assertFalse(output.statuses().get(0).isSuccess());
    }

    @Test
    void theFirstIsGivenAnInputAndTheLastIsRead() {
        Many<String> lines = Command.of("cat")
                .input(Many.range(0, 50_000).map(i -> Bytes.utf8(i + "\n")))
                .pipeTo(Command.of("tail", "-n", "1"))
                .read()
                .lines();
        assertEquals(List.of("49999"), nagare.blockOn(lines.collectList()));
    }

    @Test
    void aCancelledPipelineEndsAll() {
        Many<Bytes> endless = Command.of("yes").pipeTo(Command.of("cat")).pipeTo(Command.of("cat")).read();
        assertEquals(1L, nagare.blockOn(endless.take(1).count()));
    }

    @Test
    void errorOutputsLeadWhereTheirCommandsSay() {
        Pipeline pipeline = Shell.command("echo first >&2; echo out").stderr(ChildStream.piped())
                .pipeTo(Shell.command("cat >&2").stderr(ChildStream.piped()));
        List<String> errors = nagare.blockOn(pipeline.running(children -> Many.concat(
                        children.get(0).stderr().lines(), children.get(1).stderr().lines()))
                .collectList());
        assertEquals(List.of("first", "out"), errors);
    }
}
