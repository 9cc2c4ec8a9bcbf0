package io.nagare.fs.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.fs.AsyncDirectory;
import io.nagare.fs.fixture.ChildProcess;
import io.nagare.fs.fixture.DirectoryFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files that a process leaves behind when it is told to end. */
class LeftoversTest extends DirectoryFixture {

    @Test
    void aProcessThatEndsInOrderTakesWhatIsTemporaryAlong() throws Exception {
        Path target = Files.writeString(at("target"), "old");
        ChildProcess child = ChildProcess.start(
                List.of(), List.of("-Djava.io.tmpdir=" + directory), LeftoversChild.class, target.toString());
        assertEquals("ready", child.line());
        child.terminate();
        assertEquals("target", names(all(AsyncDirectory.list(directory))));
        assertEquals("old", Files.readString(target));
    }
}
