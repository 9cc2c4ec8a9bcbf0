package io.nagare.channels.base;

import io.nagare.One;
import io.nagare.driver.Leaf;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.stage.Programs;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that asks the server something, on its strand, and emits the answer.
 *
 * @param <L> the type of a link
 * @param <T> the type of the answer
 * @since 0.1
 */
public final class AskSource<L, T> extends Leaf implements StrandSubscription, Question<L>, Answer<T> {

    private static final Object NOTHING = new Object();

    private final Questions<L> questions;
    private final Ask<L, T> ask;
    private final StrandSubscriber<? super T> subscriber;

    /** Null before there is an answer: an item, {@link #NOTHING}, or a {@link Failed}. */
    private volatile @Nullable Object answer;

    private boolean wanted;
    private boolean done;

    /**
     * Asks the server something. Any thread calls it.
     *
     * @param <L> the type of a link
     * @param <T> the type of the answer
     * @since 0.1
     */
    @FunctionalInterface
    public interface Ask<L, T> {

        /** Asks, perhaps again, and has the answer taken when it comes. */
        void on(L link, Answer<T> answer);
    }

    private record Failed(Throwable failure) {}

    private AskSource(
            Questions<L> questions, Ask<L, T> ask, StrandSubscriber<? super T> subscriber, Strand strand) {
        super(strand);
        this.questions = questions;
        this.ask = ask;
        this.subscriber = subscriber;
    }

    /** Asks once for each subscription, at once, and emits the answer when there is demand. */
    public static <L, T> One<T> of(Questions<L> questions, Ask<L, T> ask) {
        return Programs.drivenOne((StrandSubscriber<? super T> subscriber, Strand strand) ->
                new AskSource<L, T>(questions, ask, subscriber, strand).start());
    }

    private void start() {
        subscriber.onSubscribe(this);
        if (!done) {
            questions.ask(this);
        }
    }

    // The question, and its answer, from any thread.

    @Override
    public void on(L link) {
        ask.on(link, this);
    }

    @Override
    public void failed(Throwable failure) {
        told(new Failed(failure));
    }

    @Override
    public void answered(@Nullable T item) {
        if (questions.withdraw(this)) {
            told(item == null ? NOTHING : item);
        }
    }

    @Override
    public void refused(Throwable failure) {
        if (questions.withdraw(this)) {
            failed(failure);
        }
    }

    private void told(Object outcome) {
        answer = outcome;
        wake();
    }

    // On the strand.

    @Override
    public void request(long n) {
        wanted = true;
        run();
    }

    @Override
    public void cancel() {
        done = true;
        questions.withdraw(this);
    }

    @Override
    @SuppressWarnings("unchecked") // what is neither of the two others is an item
    protected void run() {
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
