package tutorial.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Nagare;
import io.nagare.Task;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutorial.Listening;
import tutorial.Page;
import tutorial.Printed;

class IoTest {

    @TempDir
    Path directory;

    @Test
    void theProgramsPrintWhatThePageSays() throws Exception {
        Listening listening = new Listening();
        Task<Void> serving = Nagare.current().spawn(Echo.serve(0, listening.options()));
        String echo = String.join("\n", Talk.talk(listening.port(), List.of("hello", "world"))
                .map(line -> "echo: " + line + "\n")
                .collectList()
                .block());
        serving.abort();
        String notes = Printed.by(Notes::main, directory.resolve("notes.txt").toString());
        assertEquals(
                List.of("listening on 7000\n", echo.replace("\n\n", "\n"), notes), Page.of("05-io.md").blocks("text"));
    }
}
