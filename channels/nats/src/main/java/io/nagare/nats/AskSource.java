package io.nagare.nats;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.nats.Replies.Refusal;
import io.nagare.nats.failure.NatsRefusedException;
import io.nagare.stage.Programs;
import org.jspecify.annotations.Nullable;

/** One subscription that asks the server something, on its strand, and emits the answer. */
abstract class AskSource<T> extends Leaf implements StrandSubscription, StreamQuestion {

    private static final Object NOTHING = new Object();

    final StreamHandle handle;
    private final StrandSubscriber<? super T> subscriber;

    /** Null before there is an answer: an item, {@link #NOTHING}, or a {@link Failed}. */
    private volatile @Nullable Object answer;

    private boolean wanted;
    private boolean done;

    private record Failed(Throwable failure) {}

    AskSource(StreamHandle handle, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.handle = handle;
        this.subscriber = subscriber;
    }

    /** Asks the server what the stream holds. */
    static One<Extent> extent(StreamHandle handle) {
        return Programs.drivenOne((StrandSubscriber<? super Extent> subscriber, Strand strand) ->
                new AskSource<Extent>(handle, subscriber, strand) {
                    @Override
                    public void on(Link link) {
                        handle.look(link, (now, found) -> answered(found));
                    }
                }.start());
    }

    /** Sends a message, once for each subscription, and completes when the server has confirmed it. */
    static One<Void> confirmed(StreamHandle handle, String subject, String text, Runnable begun) {
        return Programs.drivenOne((StrandSubscriber<? super Void> subscriber, Strand strand) -> {
            begun.run();
            new AskSource<Void>(handle, subscriber, strand) {
                @Override
                public void on(Link link) {
                    var call = handle.linking().call(link, subject, null, text);
                    call.whenComplete((confirmation, failure) -> {
                        if (confirmation != null && Replies.isDenied(confirmation)) {
                            if (handle.withdraw(this)) {
                                failed(Replies.denied("to let this user send to " + subject, confirmation));
                            }
                        } else if (confirmation != null && !Replies.isUnanswered(confirmation)) {
                            answered(null);
                        } else if (!link.isLost()) {
                            handle.lookAgain();
                            handle.linking().after(StreamApi.PAUSE, () -> on(link));
                        }
                    });
                }
            }.start();
        });
    }

    /**
     * Has the server do something, once for each subscription and again until it answers.
     *
     * @param ignored the number of an error that is as good as done
     */
    static One<Void> done(StreamHandle handle, String what, String subject, int ignored) {
        return Programs.drivenOne((StrandSubscriber<? super Void> subscriber, Strand strand) ->
                new AskSource<Void>(handle, subscriber, strand) {
                    @Override
                    public void on(Link link) {
                        handle.linking().call(link, subject, null, "").whenComplete((answer, failure) -> {
                            Refusal refusal = answer == null ? null : Replies.error(answer);
                            if (answer != null && (refusal == null || refusal.number() == ignored)) {
                                answered(null);
                            } else if (refusal != null && refusal.code() < 500) {
                                if (handle.withdraw(this)) {
                                    failed(new NatsRefusedException(
                                            what, refusal.code(), refusal.number(), refusal.says()));
                                }
                            } else if (!link.isLost()) {
                                handle.lookAgain();
                                handle.linking().after(StreamApi.PAUSE, () -> on(link));
                            }
                        });
                    }
                }.start());
    }

    /** Asks at once, whether or not there is demand. */
    final void start() {
        subscriber.onSubscribe(this);
        if (!done) {
            handle.ask(this);
        }
    }

    /** There is an answer, from any thread; null completes without an item. */
    final void answered(@Nullable T item) {
        if (handle.withdraw(this)) {
            answer = item == null ? NOTHING : item;
            wake();
        }
    }

    @Override
    public final void failed(Throwable failure) {
        answer = new Failed(failure);
        wake();
    }

    @Override
    public final void request(long n) {
        wanted = true;
        run();
    }

    @Override
    public final void cancel() {
        done = true;
        handle.withdraw(this);
    }

    @Override
    @SuppressWarnings("unchecked") // what is neither of the two others is an item
    protected final void run() {
        Object now = answer;
        if (done || now == null) {
            return;
        }
        if (now instanceof Failed failed) {
            done = true;
            subscriber.onError(failed.failure());
        } else if (now == NOTHING || wanted) {
            answer = null;
            if (now != NOTHING) {
                subscriber.onNext((T) now);
            }
            if (!done) {
                done = true;
                subscriber.onComplete();
            }
        }
    }
}
