package io.nagare.tck;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Publishers that each break one rule. */
public enum Violation implements Publisher<Integer> {
    ITEM_BEFORE_SUBSCRIPTION {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscriber.onNext(1);
        }
    },
    END_BEFORE_SUBSCRIPTION {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscriber.onComplete();
        }
    },
    FAILURE_BEFORE_SUBSCRIPTION {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscriber.onError(new Refused());
        }
    },
    THROWING_SUBSCRIBE {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            throw new Refused();
        }
    },
    THROWING_SUBSCRIBE_AFTER_SUBSCRIPTION {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscriber.onSubscribe(new OnFirstRequest(n -> {}));
            throw new Refused();
        }
    },
    THROWING_REQUEST {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            throw new Refused();
        }
    },
    THROWING_CANCEL {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            subscriber.onNext(1);
            refusing(() -> subscriber.onNext(null));
        }

        @Override
        void cancelled() {
            throw new Refused();
        }
    },
    MORE_THAN_REQUESTED {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            for (int i = 0; i <= Math.min(n, 1_000); i++) {
                subscriber.onNext(i);
            }
            subscriber.onComplete();
        }
    },
    ITEMS_WITHOUT_DEMAND {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            subscriber.onSubscribe(new OnFirstRequest(n -> {}));
            subscriber.onNext(1);
            subscriber.onNext(2);
            subscriber.onComplete();
        }
    },
    NULL_ITEM {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            refusing(() -> subscriber.onNext(null));
        }
    },
    NULL_FAILURE {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            refusing(() -> subscriber.onError(null));
        }
    },
    NULL_SUBSCRIPTION {
        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            refusing(() -> subscriber.onSubscribe(null));
        }
    },
    SIGNALS_AFTER_COMPLETION {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            subscriber.onComplete();
            subscriber.onNext(1);
            subscriber.onComplete();
            subscriber.onError(new Refused());
        }
    },
    SIGNALS_AFTER_FAILURE {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            subscriber.onError(new Refused());
            subscriber.onNext(1);
            subscriber.onComplete();
            subscriber.onError(new Refused());
        }
    },
    /**
     * Two threads each send a signal before the other thread's signal has returned. The library may detect this or
     * order the signals. It must not pass them on in this way.
     */
    TWO_THREADS_AT_ONCE {
        @Override
        void answer(Subscriber<? super Integer> subscriber, long n) {
            CountDownLatch both = new CountDownLatch(2);
            Thread other = new Thread(() -> meetAndEmit(both, subscriber));
            other.start();
            meetAndEmit(both, subscriber);
            try {
                other.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            subscriber.onComplete();
        }
    };

    /** Answers the first request. */
    void answer(Subscriber<? super Integer> subscriber, long n) {
        throw new AssertionError(this);
    }

    void cancelled() {}

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
        subscriber.onSubscribe(new OnFirstRequest(n -> answer(subscriber, n)));
    }

    private static void refusing(Runnable signal) {
        try {
            signal.run();
        } catch (NullPointerException expected) {
            // rule 2.13
        }
    }

    private static void meetAndEmit(CountDownLatch both, Subscriber<? super Integer> subscriber) {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        subscriber.onNext(1);
    }

    /** Answers only the first request. */
    private final class OnFirstRequest implements Subscription {

        private final AtomicBoolean requested = new AtomicBoolean();
        private final LongConsumer action;

        OnFirstRequest(LongConsumer action) {
            this.action = action;
        }

        @Override
        public void request(long n) {
            if (!requested.getAndSet(true)) {
                action.accept(n);
            }
        }

        @Override
        public void cancel() {
            cancelled();
        }
    }
}
