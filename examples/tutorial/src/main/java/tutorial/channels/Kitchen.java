package tutorial.channels;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.channel.Mpsc;
import io.nagare.channel.Oneshot;
import io.nagare.policy.Lag;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Tasks that talk. */
public final class Kitchen {

    private Kitchen() {}

    /** What a waiter tells the cook, and where the dish goes. */
    private record Order(String dish, Oneshot<String> served) {}

    public static void main(String[] arguments) {
        orders();
        everybodyHears();
        somebodyIsSlow();
    }

    private static void orders() {
        Mpsc<Order> orders = Mpsc.bounded(10);
        One<Void> cooking = orders.receiver().concatMap(Kitchen::cook).then();
        Task<Void> cook = Nagare.current().spawn(cooking);

        System.out.println(order(orders, "soup").block());
        System.out.println(order(orders, "bread").block());

        orders.close();
        cook.join();
        System.out.println("the kitchen is closed");
    }

    private static One<String> order(Mpsc<Order> orders, String dish) {
        return One.defer(() -> {
            Oneshot<String> served = Oneshot.create();
            return orders.send(new Order(dish, served)).then(served.receiver());
        });
    }

    private static One<Void> cook(Order order) {
        return One.delay(Duration.ofMillis(100))
                .doOnSuccess(nothing -> order.served().send(order.dish() + ", fresh from the kitchen"));
    }

    private static void everybodyHears() {
        Broadcast<String> news = Broadcast.lagging(64);
        CompletableFuture<List<String>> ada = news.receiver().collectList().toFuture();
        CompletableFuture<List<String>> ben = news.receiver().collectList().toFuture();
        int listeners = news.send("dinner is ready");
        news.close();
        System.out.println(listeners + " listen; Ada heard " + ada.join() + ", Ben heard " + ben.join());
    }

    private static void somebodyIsSlow() {
        Broadcast<Integer> numbers = Broadcast.lagging(64);
        AtomicLong missed = new AtomicLong();
        CompletableFuture<Long> heard = numbers.receiver(Lag.skip(missed::addAndGet))
                .concatMap(number -> One.delay(Duration.ofMillis(1)).thenReturn(number))
                .count()
                .toFuture();
        Many.range(0, 10_000).sendTo(numbers).block();
        numbers.close();
        System.out.println("sent 10000; heard and missed together: " + (heard.join() + missed.get()));
    }
}
