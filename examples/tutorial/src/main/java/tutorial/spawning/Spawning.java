package tutorial.spawning;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.failure.TaskCancelledException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Tasks: work that has begun, whether or not somebody waits for it. */
public final class Spawning {

    private Spawning() {}

    /** Makes a dish, which takes some time and no thread. */
    static One<String> cook(String dish, int milliseconds) {
        return One.delay(Duration.ofMillis(milliseconds)).thenReturn(dish);
    }

    public static void main(String[] arguments) {
        Nagare nagare = Nagare.current();
        twoAtATime(nagare);
        many(nagare);
        oneThatFails(nagare);
        oneThatIsAborted(nagare);
        oneThatBlocks(nagare);
    }

    private static void twoAtATime(Nagare nagare) {
        Task<String> soup = nagare.spawn(cook("soup", 300));
        Task<String> bread = nagare.spawn(cook("bread", 100));
        System.out.println("both are being made");
        System.out.println("here are " + soup.join() + " and " + bread.join());
    }

    private static void many(Nagare nagare) {
        LongAdder done = new LongAdder();
        One<Void> dumplings = Many.range(1, 10_000)
                .spawnEach(10_000, number -> cook("dumpling " + number, 1000).doOnNext(dish -> done.increment()));
        nagare.blockOn(dumplings);
        System.out.println(done + " dumplings are done");
    }

    private static void oneThatFails(Nagare nagare) {
        One<String> burning = One.delay(Duration.ofMillis(100))
                .then(One.error(() -> new IllegalStateException("the cake has burnt")));
        Task<String> cake = nagare.spawn(burning);
        try {
            cake.join();
        } catch (IllegalStateException failure) {
            System.out.println("no cake: " + failure.getMessage());
        }
    }

    private static void oneThatIsAborted(Nagare nagare) {
        Task<String> stew = nagare.spawn(cook("stew", 3_600_000));
        stew.abort();
        try {
            stew.join();
        } catch (TaskCancelledException cancelled) {
            System.out.println("no stew today");
        }
    }

    private static void oneThatBlocks(Nagare nagare) {
        One<String> blocking = One.blocking(() -> {
            Thread.sleep(100);
            return "tea";
        });
        System.out.println("a thread that may sleep has made " + nagare.spawn(blocking).join());
    }
}
