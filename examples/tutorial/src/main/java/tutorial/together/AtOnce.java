package tutorial.together;

import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.TimedOutException;
import io.nagare.sync.Scope;
import java.time.Duration;

/** Several things at once, and what becomes of the others when one of them ends. */
public final class AtOnce {

    private AtOnce() {}

    /** Asks a server that takes its time. */
    static One<String> ask(String server, int milliseconds) {
        return One.delay(Duration.ofMillis(milliseconds)).thenReturn("the answer of " + server);
    }

    public static void main(String[] arguments) {
        both();
        theFaster();
        inTime();
        allOrNothing();
    }

    private static void both() {
        One<String> both = One.zip(ask("red", 200), ask("blue", 100), (red, blue) -> red + ", " + blue);
        System.out.println(both.block());
    }

    private static void theFaster() {
        One<String> far = ask("far", 10_000).doOnCancel(() -> System.out.println("nobody waits for far any more"));
        System.out.println(One.race(ask("near", 100), far).block());
    }

    private static void inTime() {
        One<String> answer = ask("slow", 10_000)
                .timeout(Duration.ofMillis(100))
                .onErrorResume(TimedOutException.class, late -> One.just("no answer in time"));
        System.out.println(answer.block());
    }

    private static void allOrNothing() {
        One<String> page = Scope.open(scope -> {
            Task<String> text = scope.spawn(ask("text", 10_000));
            scope.spawn(One.delay(Duration.ofMillis(100))
                    .then(One.error(() -> new IllegalStateException("there is no picture"))));
            return text;
        });
        try {
            page.block();
        } catch (IllegalStateException failure) {
            System.out.println("no page: " + failure.getMessage());
        }
    }
}
