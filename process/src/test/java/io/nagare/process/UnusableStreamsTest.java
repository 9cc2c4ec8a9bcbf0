package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.process.fixture.Shell;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings of streams that a call could not follow are refused by it. */
class UnusableStreamsTest {

    private static final Command CAT = Command.of("cat");

    private static void assertRefused(String call, String said, Executable run) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, run);
        String message = refused.getMessage();
        assertTrue(message.startsWith(call + " of cat: ") && message.contains(said), message);
    }

    @Test
    void aPipedInputNeedsAWriter() {
        Command piped = CAT.stdin(ChildStream.piped());
        assertRefused("exit", "stdin is piped", piped::exit);
        assertRefused("output", "stdin is piped", piped::output);
        assertRefused("read", "stdin is piped", piped::read);
        assertRefused("output", "stdin is piped", CAT.input(Bytes.utf8("x")).stdin(ChildStream.piped())::output);
        Pipeline pipeline = piped.pipeTo(Command.of("sort"));
        assertRefused("exit", "stdin is piped", pipeline::exit);
        assertRefused("output", "stdin is piped", pipeline::output);
        assertRefused("read", "stdin is piped", pipeline::read);
    }

    @Test
    void aPipedOutputNeedsAReader() {
        assertRefused("exit", "stdout is piped", CAT.stdout(ChildStream.piped())::exit);
        assertRefused("exit", "stderr is piped", CAT.stderr(ChildStream.piped())::exit);
        assertRefused("read", "stderr is piped", CAT.stderr(ChildStream.piped())::read);
        Pipeline last = Command.of("ls").pipeTo(CAT.stdout(ChildStream.piped()));
        assertRefused("exit", "stdout is piped", last::exit);
        for (Pipeline pipeline : List.of(
                CAT.stderr(ChildStream.piped()).pipeTo(Command.of("sort")),
                Command.of("ls").pipeTo(CAT.stderr(ChildStream.piped())))) {
            assertRefused("exit", "stderr is piped", pipeline::exit);
            assertRefused("output", "stderr is piped", pipeline::output);
            assertRefused("read", "stderr is piped", pipeline::read);
        }
    }

    @Test
    void aReadOutputCannotLeadElsewhere() {
        Command file = CAT.stdout(ChildStream.to(Path.of("out")));
        assertRefused("read", "written to out", file::read);
        Pipeline pipeline = Command.of("ls").pipeTo(file);
        assertRefused("read", "written to out", pipeline::read);
        assertRefused("output", "written to out", pipeline::output);
    }

    @Test
    void aPipelineConnectsItsCommandsItself() {
        Command ls = Command.of("ls");
        assertRefused("a pipeline", "an input", () -> ls.pipeTo(CAT.input(Bytes.utf8("x"))));
        assertRefused("a pipeline", "read from in", () -> ls.pipeTo(CAT.stdin(ChildStream.from(Path.of("in")))));
        assertRefused("a pipeline", "written to out", () -> CAT.stdout(ChildStream.to(Path.of("out"))).pipeTo(ls));
        Pipeline pipeline = ls.pipeTo(CAT.stdout(ChildStream.discarded()));
        assertRefused("a pipeline", "discarded", () -> pipeline.pipeTo(ls));
        assertRefused("a pipeline", "an input", () -> Pipeline.of(ls, ls, CAT.input(Bytes.utf8("x"))));
    }

    @Test
    void aStreamThatTheCallUsesMayBePiped() {
        Command both = Shell.command("cat; echo error >&2")
                .input(Bytes.utf8("in"))
                .stdout(ChildStream.piped())
                .stderr(ChildStream.piped());
        CommandOutput output = both.output().block();
        assertEquals("in", output.text());
        assertEquals("error\n", output.stderr().utf8());
        assertEquals(List.of("in"), both.stderr(ChildStream.discarded()).read().lines().collectList().block());
        assertTrue(CAT.input(Bytes.utf8("in")).stdout(ChildStream.discarded()).exit().block().isSuccess());
    }
}
