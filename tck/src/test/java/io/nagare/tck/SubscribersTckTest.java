package io.nagare.tck;

import io.nagare.Inlet;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.testing.TestSubscriber;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;

/** The subscribers: all of them from outside, and those with an output also from within. */
@Execution(ExecutionMode.CONCURRENT)
class SubscribersTckTest {

    @TestFactory
    Stream<DynamicNode> tck() {
        return Stream.of(
                outside("One.toFuture()", SubscribersTckTest::future),
                outside("One.subscribe(Consumer,Consumer,Runnable)", SubscribersTckTest::functions),
                outside("One.from(Publisher).toFuture()", SubscribersTckTest::futureBehindIngress),
                outside("Many.from(Publisher).subscribe(Consumer,Consumer,Runnable)",
                        SubscribersTckTest::functionsBehindIngress),
                outside("Inlet", SubscribersTckTest::inlet),
                outside("TestSubscriber", TestSubscriber::create),
                within("Many.from(Publisher)", SubscribersTckTest::ingress),
                within("Inlet", SubscribersTckTest::inlet));
    }

    private static Subscriber<Integer> future() {
        CapturedOne captured = new CapturedOne();
        captured.toFuture();
        return captured;
    }

    private static Subscriber<Integer> functions() {
        CapturedOne captured = new CapturedOne();
        captured.subscribe(item -> {}, failure -> {}, () -> {});
        return captured;
    }

    private static Subscriber<Integer> futureBehindIngress() {
        Captured captured = new Captured();
        One.from(captured).toFuture();
        return captured;
    }

    private static Subscriber<Integer> functionsBehindIngress() {
        Captured captured = new Captured();
        Many.from(captured).subscribe(item -> {}, failure -> {}, () -> {});
        return captured;
    }

    private static Subscriber<Integer> inlet() {
        Inlet<Integer> inlet = Inlet.create();
        inlet.items().subscribe(item -> {}, failure -> {});
        return inlet;
    }

    private static Subscriber<Integer> ingress(WhiteboxSubscriberProbe<Integer> probe) {
        Captured captured = new Captured();
        Many.from(captured).subscribe(new Probed(probe, captured::whenSubscribed));
        return captured;
    }

    private static Subscriber<Integer> inlet(WhiteboxSubscriberProbe<Integer> probe) {
        Inlet<Integer> inlet = Inlet.create();
        Captured captured = new Captured();
        captured.subscribe(inlet);
        inlet.items().subscribe(new Probed(probe, captured::whenSubscribed));
        return captured;
    }

    private static DynamicNode outside(String name, Supplier<Subscriber<Integer>> create) {
        return Verification.of(name + " from outside", () -> new Outside(create));
    }

    private static DynamicNode within(
            String name, Function<WhiteboxSubscriberProbe<Integer>, Subscriber<Integer>> create) {
        return Verification.of(name + " from within", () -> new Within(create));
    }

    /** The TCK for a subscriber that can only be observed from outside. */
    public static final class Outside extends SubscriberBlackboxVerification<Integer> {

        private final Supplier<Subscriber<Integer>> create;

        Outside(Supplier<Subscriber<Integer>> create) {
            super(PublisherTck.environment());
            this.create = create;
        }

        @Override
        public Subscriber<Integer> createSubscriber() {
            return create.get();
        }

        /** All other subscribers request by themselves. */
        @Override
        public void triggerRequest(Subscriber<? super Integer> subscriber) {
            if (subscriber instanceof TestSubscriber<? super Integer> test) {
                test.request(1);
            }
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }

    /** The TCK for a subscriber with a probe behind it, which observes its output. */
    public static final class Within extends SubscriberWhiteboxVerification<Integer> {

        private final Function<WhiteboxSubscriberProbe<Integer>, Subscriber<Integer>> create;

        Within(Function<WhiteboxSubscriberProbe<Integer>, Subscriber<Integer>> create) {
            super(PublisherTck.environment());
            this.create = create;
        }

        @Override
        public Subscriber<Integer> createSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
            return create.apply(probe);
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }
}
