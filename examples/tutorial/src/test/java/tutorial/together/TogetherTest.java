package tutorial.together;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.policy.Repeat;
import io.nagare.testing.VirtualRuntime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutorial.Listening;
import tutorial.Page;
import tutorial.Printed;
import tutorial.RedisCli;
import tutorial.framing.Commands;
import tutorial.framing.Redis;
import tutorial.framing.Reply;
import tutorial.state.Store;

class TogetherTest {

    private final Store store = new Store();
    private final Commands commands = new Commands(store);

    TogetherTest() {
        new Expiry(store).addTo(commands);
    }

    private String run(String command) {
        Reply reply = commands.run(List.of(command.split(" ")));
        return reply instanceof Reply.Text text ? text.text() : reply.toString();
    }

    @Test
    void theProgramsPrintWhatThePageSays() throws Exception {
        Listening listening = new Listening();
        Task<Void> serving = Nagare.current().spawn(new Redis(commands).serve(0, listening.options()));
        int port = listening.port();
        String session = RedisCli.session(port, "SET tea hot", "EXPIRE tea 1", "GET tea");
        One.fromCallable(() -> store.get("tea").isPresent())
                .filter(present -> !present)
                .repeatWhenEmpty(Repeat.forever().delay(Duration.ofMillis(10)))
                .block();
        session += RedisCli.session(port, "GET tea");
        serving.abort();
        assertEquals(List.of(Printed.by(AtOnce::main), session), Page.of("07-at-once.md").blocks("text"));
    }

    @Test
    void aKeyGoesWhenItsTimeIsOver() {
        try (VirtualRuntime runtime = VirtualRuntime.start()) {
            assertEquals("Whole[number=0]", run("EXPIRE nothing 10"));
            run("SET a 1");
            run("EXPIRE a 3600");
            run("SET kept 1");
            run("EXPIRE kept 3600");
            run("SET kept 2");
            run("SET longer 1");
            run("EXPIRE longer 3600");
            run("EXPIRE longer 7200");
            run("INCR a");
            runtime.advance(Duration.ofSeconds(3599));
            assertEquals("2", run("GET a"));
            runtime.advance(Duration.ofSeconds(1));
            assertEquals("Nothing[]", run("GET a"));
            assertEquals("2", run("GET kept"));
            assertEquals("1", run("GET longer"));
            runtime.advance(Duration.ofHours(1));
            assertEquals("Nothing[]", run("GET longer"));
            assertEquals("Whole[number=1]", run("EXPIRE kept -1"));
            assertEquals("Nothing[]", run("GET kept"));
        }
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        assertEquals("Failure[text=ERR value is not an integer or out of range]", run("EXPIRE a soon"));
        assertEquals("Failure[text=ERR invalid expire time in 'expire' command]", run("EXPIRE a 9223372036854775807"));
    }
}
