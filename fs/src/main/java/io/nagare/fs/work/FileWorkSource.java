package io.nagare.fs.work;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FileOperationException;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to work that a blocking thread does from beginning to end. That thread leaves the outcome in plain
 * fields, and its {@link WorkBatch} publishes them to the strand.
 *
 * @param <T> the result
 */
final class FileWorkSource<T> implements StrandSubscription {

    private final Path path;
    private final FileWork<? extends T> work;
    private final BiFunction<Path, Exception, FileOperationException> failed;
    private final StrandSubscriber<? super T> subscriber;
    private final Stop stop = new Stop();

    private final Strand strand;

    private @Nullable T result;
    private @Nullable Throwable failure;

    /** Null before there was demand. */
    private @Nullable WorkBatch batch;

    private boolean done;

    FileWorkSource(
            Path path,
            FileWork<? extends T> work,
            BiFunction<Path, Exception, FileOperationException> failed,
            StrandSubscriber<? super T> subscriber,
            Strand strand) {
        this.strand = strand;
        this.path = strand.driver().path(path);
        this.work = work;
        this.failed = failed;
        this.subscriber = subscriber;
    }

    void start() {
        LoadedClasses.once();
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        if (batch == null && !done) {
            batch = WorkBatch.add(this);
        }
    }

    @Override
    public void cancel() {
        if (done) {
            return;
        }
        done = true;
        stop.set();
        if (batch != null) {
            batch.remove(this);
        }
    }

    /** Does the work, unless nobody waits for it any more. Called once, by a thread that may block. */
    void perform() {
        if (stop.isSet()) {
            return;
        }
        try {
            result = work.run(path, stop);
        } catch (Exception thrown) {
            failure = told(thrown);
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /** Finding the reason looks at the file, and that may fail as well. */
    private Throwable told(Exception thrown) {
        try {
            return failed.apply(path, thrown);
        } catch (Throwable unable) {
            return thrown;
        }
    }

    /** Strand, instead of the work: there is no thread for it. */
    void refuse(RejectedExecutionException refused) {
        failure = failed.apply(path, refused);
    }

    Strand strand() {
        return strand;
    }

    /** Strand, after the work was performed or refused: passes the outcome on. */
    void deliver() {
        if (done) {
            strand.discard(result);
            return;
        }
        if (failure != null) {
            done = true;
            subscriber.onError(failure);
            return;
        }
        if (result != null) {
            subscriber.onNext(result);
        }
        if (!done) {
            done = true;
            subscriber.onComplete();
        }
    }
}
