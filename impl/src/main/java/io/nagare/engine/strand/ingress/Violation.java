package io.nagare.engine.strand.ingress;

import io.nagare.driver.Driver;
import io.nagare.engine.scheduler.Schedulers;
import io.nagare.failure.ProtocolViolationException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;

/**
 * Makes the failures for publishers and subscribers that break the rules of Reactive Streams, and tells the runtime of
 * them. Called on any thread.
 */
public final class Violation {

    private Violation() {}

    public static ProtocolViolationException tooMany() {
        return new ProtocolViolationException("1.1", "a publisher sent more items than were requested");
    }

    static ProtocolViolationException twoAtOnce(Object one, Thread other) {
        return new ProtocolViolationException(
                "1.3", "a publisher called onNext on two threads at once: " + one + " and " + other);
    }

    static ProtocolViolationException tooSoon(String signal) {
        return new ProtocolViolationException("1.9", "a publisher called " + signal + " before onSubscribe");
    }

    static ProtocolViolationException afterEnd(String signal) {
        return new ProtocolViolationException("1.7", "a publisher called " + signal + " after it had ended");
    }

    static ProtocolViolationException twiceSubscribed() {
        return new ProtocolViolationException("2.12", "a publisher called onSubscribe twice");
    }

    static ProtocolViolationException subscribeThrew(Throwable failure) {
        ProtocolViolationException violation =
                new ProtocolViolationException("1.9", "a publisher's subscribe threw " + failure);
        violation.initCause(failure);
        return violation;
    }

    /** Tells the runtime of a violation, and returns it for the stream. */
    public static <V extends Throwable> V tell(V violation, Driver driver) {
        Schedulers.of(driver).violated(violation);
        return violation;
    }

    /** Cancels a subscription. A failure of {@code cancel} goes to the runtime, so that the stream still ends. */
    static void cancel(@Nullable Subscription subscription, Driver driver) {
        if (subscription == null) {
            return;
        }
        try {
            subscription.cancel();
        } catch (Throwable failure) {
            driver.unseen(threw("3.15", "cancel", failure), "a publisher that is not needed any more");
        }
    }

    /** Reports that a subscriber has thrown, which it must not do. */
    public static void bySubscriber(Throwable failure, String signal, Driver driver) {
        ProtocolViolationException violation =
                new ProtocolViolationException("2.13", "a subscriber's " + signal + " threw " + failure);
        violation.initCause(failure);
        driver.unseen(violation, "a subscriber");
    }

    static ProtocolViolationException requestThrew(Throwable failure) {
        return threw("3.16", "request", failure);
    }

    private static ProtocolViolationException threw(String rule, String method, Throwable failure) {
        ProtocolViolationException violation =
                new ProtocolViolationException(rule, "a subscription's " + method + " threw " + failure);
        violation.initCause(failure);
        return violation;
    }
}
