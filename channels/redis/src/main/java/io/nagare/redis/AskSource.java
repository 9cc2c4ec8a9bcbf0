package io.nagare.redis;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Programs;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One subscription that asks the server something, on its strand, and emits the answer. */
abstract class AskSource<T> extends Leaf implements StrandSubscription, ChannelQuestion {

    private static final Object NOTHING = new Object();

    final ChannelHandle handle;
    private final StrandSubscriber<? super T> subscriber;

    /** Null before there is an answer: an item, {@link #NOTHING}, or a {@link Failed}. */
    private volatile @Nullable Object answer;

    private boolean wanted;
    private boolean done;

    private record Failed(Throwable failure) {}

    AskSource(ChannelHandle handle, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.handle = handle;
        this.subscriber = subscriber;
    }

    /** Asks the server what the channel holds. */
    static One<Extent> extent(ChannelHandle handle) {
        return Programs.drivenOne((StrandSubscriber<? super Extent> subscriber, Strand strand) ->
                new AskSource<Extent>(handle, subscriber, strand) {
                    @Override
                    public void on(Link link) {
                        handle.look(link, (now, found) -> answered(found));
                    }
                }.start());
    }

    /** Runs a script, once for each subscription, and emits what is made of its answer; null completes empty. */
    static <T> One<T> answer(
            ChannelHandle handle, Script script, Function<List<Object>, @Nullable T> made, Object... arguments) {
        return Programs.drivenOne((StrandSubscriber<? super T> subscriber, Strand strand) ->
                new AskSource<T>(handle, subscriber, strand) {
                    @Override
                    public void on(Link link) {
                        handle.api().run(
                                link,
                                script,
                                (now, answer) -> {
                                    try {
                                        answered(made.apply(answer));
                                    } catch (RuntimeException failure) {
                                        refused(failure);
                                    }
                                },
                                this::refused,
                                arguments);
                    }
                }.start());
    }

    /** Asks at once, whether or not there is demand. */
    final void start() {
        subscriber.onSubscribe(this);
        if (!done) {
            handle.questions().ask(this);
        }
    }

    /** There is an answer, from any thread; null completes without an item. */
    final void answered(@Nullable T item) {
        if (handle.questions().withdraw(this)) {
            answer = item == null ? NOTHING : item;
            wake();
        }
    }

    final void refused(Throwable failure) {
        if (handle.questions().withdraw(this)) {
            failed(failure);
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
        handle.questions().withdraw(this);
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
