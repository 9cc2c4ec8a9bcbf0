package tutorial.state;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.sync.Exclusive;
import java.time.Duration;

/** Many tasks change one thing. */
public final class Sharing {

    private Sharing() {}

    public static void main(String[] arguments) {
        Store store = new Store();
        One<Void> counting = Many.range(0, 1000)
                .spawnEach(100, visitor -> One.fromRunnable(() -> store.add("visits", 1)));
        counting.block();
        System.out.println(store.get("visits").orElse("no") + " visits");

        Exclusive<Integer> stock = Exclusive.of(3);
        One<Long> sold = Many.range(0, 5).flatMap(customer -> buy(stock)).filter(bought -> bought).count();
        System.out.println("5 customers came, and " + sold.block() + " of them got a ticket");
    }

    /** Emits whether there was a ticket left. Paying takes a while, and nobody else may buy meanwhile. */
    private static One<Boolean> buy(Exclusive<Integer> stock) {
        return stock.withLock(guard -> {
            if (guard.get() == 0) {
                return One.just(false);
            }
            return pay().then(One.fromCallable(() -> {
                guard.set(guard.get() - 1);
                return true;
            }));
        });
    }

    private static One<Void> pay() {
        return One.delay(Duration.ofMillis(20));
    }
}
