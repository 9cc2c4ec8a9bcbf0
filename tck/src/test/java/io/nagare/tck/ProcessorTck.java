package io.nagare.tck;

import io.nagare.Many;
import io.nagare.Pipe;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.reactivestreams.Processor;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.IdentityProcessorVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.Test;

/** The TCK for a {@link Pipe}: as a publisher, as a subscriber and as both. */
public final class ProcessorTck extends IdentityProcessorVerification<Integer> {

    private final TestEnvironment environment;
    private final Function<Many<Integer>, Publisher<Integer>> pipeline;
    private final ExecutorService publishers = Executors.newCachedThreadPool();

    ProcessorTck(Function<Many<Integer>, Publisher<Integer>> pipeline) {
        this(PublisherTck.environment(), pipeline);
    }

    private ProcessorTck(TestEnvironment environment, Function<Many<Integer>, Publisher<Integer>> pipeline) {
        super(environment);
        this.environment = environment;
        this.pipeline = pipeline;
    }

    @AfterClass
    public void stop() {
        publishers.shutdownNow();
    }

    @Override
    public Processor<Integer, Integer> createIdentityProcessor(int bufferSize) {
        return Pipe.of(pipeline);
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

    /** Waits for the failure, as {@link PublisherTck} does. */
    @Override
    @Test
    public void required_spec309_requestZeroMustSignalIllegalArgumentException() throws Throwable {
        PublisherTck.assertRefuses(createPublisher(10), 0, environment);
    }

    /** Waits for the failure too. */
    @Override
    @Test
    public void required_spec309_requestNegativeNumberMustSignalIllegalArgumentException() throws Throwable {
        PublisherTck.assertRefuses(createPublisher(10), -42, environment);
    }

    /** Looks until the reference has gone, as {@link PublisherTck} does. */
    @Override
    @Test
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
            throws Throwable {
        PublisherTck.assertForgetsSubscriber(createPublisher(3), environment);
    }
}
