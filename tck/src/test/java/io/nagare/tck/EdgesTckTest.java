package io.nagare.tck;

import io.nagare.Many;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.reactivestreams.Processor;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.IdentityProcessorVerification;
import org.testng.annotations.AfterClass;

/** The two edges of a strand, one after the other: a processor of an Ingress and an Egress. */
public class EdgesTckTest extends IdentityProcessorVerification<Integer> {

    private final ExecutorService publishers = Executors.newCachedThreadPool();

    public EdgesTckTest() {
        super(Tck.environment());
    }

    @AfterClass
    public void stop() {
        publishers.shutdownNow();
    }

    @Override
    public Processor<Integer, Integer> createIdentityProcessor(int bufferSize) {
        return new PipeProcessor(in -> in);
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return Many.error(new Refused());
    }

    @Override
    public long maxSupportedSubscribers() {
        return 1;
    }

    @Override
    public ExecutorService publisherExecutorService() {
        return publishers;
    }

    @Override
    public Integer createElement(int element) {
        return element;
    }
}
