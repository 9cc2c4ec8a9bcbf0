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

/**
 * Adds to each chunk of a followed file its place. The reading job queues the place of a chunk before it queues the
 * chunk.
 */
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
        FollowedFile file = new FollowedFile(strand.driver().path(path), options, chunks.places);
        new FileReadSource(file, options, chunks, strand).start();
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
