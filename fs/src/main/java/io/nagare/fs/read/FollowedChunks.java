package io.nagare.fs.read;

import io.nagare.Bytes;
import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.driver.StrandSubscription;
import io.nagare.fs.contract.FollowOptions;
import io.nagare.fs.contract.FollowedChunk;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes on the chunks of a file that is followed together with their places, which the job that reads has queued before it queued the chunk. */
public final class FollowedChunks extends StrandSubscriber<Bytes> {

    private final Queue<ChunkPlace> places = new ConcurrentLinkedQueue<>();
    private final StrandSubscriber<? super FollowedChunk> subscriber;

    private FollowedChunks(StrandSubscriber<? super FollowedChunk> subscriber) {
        super(subscriber);
        this.subscriber = subscriber;
    }

    public static void start(
            Path path, FollowOptions options, StrandSubscriber<? super FollowedChunk> subscriber, Strand strand) {
        FollowedChunks chunks = new FollowedChunks(subscriber);
        new FileReadSource(new FollowedFile(path, options, chunks.places), options, chunks, strand).start();
    }

    @Override
    public void onSubscribe(StrandSubscription subscription) {
        subscriber.onSubscribe(subscription);
    }

    @Override
    public boolean onNext(Bytes chunk) {
        ChunkPlace place = places.remove();
        return subscriber.onNext(new FollowedChunk(chunk, place.position(), place.restarted()));
    }

    @Override
    public void onError(Throwable failure) {
        subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
        subscriber.onComplete();
    }
}
