package io.nagare.engine.origin;

import io.nagare.driver.Strand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.channel.EmitterSource;
import io.nagare.engine.fusion.StreamElements;
import io.nagare.engine.origin.again.RepeatSource;
import io.nagare.engine.origin.again.RetrySource;
import io.nagare.engine.origin.combine.CombineLatestSource;
import io.nagare.engine.origin.combine.RaceSource;
import io.nagare.engine.origin.combine.ZipSource;
import io.nagare.engine.origin.resource.UsingSource;
import io.nagare.engine.origin.resource.UsingWhenSource;
import io.nagare.engine.specialize.Specialization;
import io.nagare.engine.stage.EndedSubscription;
import io.nagare.engine.strand.crossing.Crossing;
import io.nagare.engine.strand.crossing.Egress;
import io.nagare.policy.Overflow;
import io.nagare.stage.Origin;
import io.nagare.stage.OriginCompiler;
import java.lang.invoke.MethodHandles;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Opens each kind of origin with the class that implements it. Called on the strand. If a user's function throws here,
 * the stream fails with that failure.
 */
public final class Origins implements OriginCompiler {

    /** The one instance, which has no state. */
    public static final OriginCompiler COMPILER = new Origins();

    private static final Specialization RANGE = Specialization.of(
            MethodHandles.lookup(), RangeSource.class, Origin.Range.class, StrandSubscriber.class, Strand.class);

    private static final Specialization ITERATOR = Specialization.of(
            MethodHandles.lookup(), IteratorSource.class, Iterator.class, StrandSubscriber.class, Strand.class);

    private static final Specialization LIST = Specialization.of(
            MethodHandles.lookup(), ListSource.class, List.class, StrandSubscriber.class, Strand.class);

    /**
     * The classes of the JDK's lists that never change: one for lists of one or two elements, and one for all others.
     */
    private static final Class<?> SHORT_CONSTANT = List.of(1).getClass();

    private static final Class<?> CONSTANT = List.of().getClass();

    private Origins() {}

    /**
     * Constructs a source of a copied class, or returns null. A source may have one in front of the edge, or in front
     * of a stage that has a copied class.
     */
    private static @Nullable SynchronousSource<?> own(
            Specialization source, Class<?> function, Object argument, StrandSubscriber<?> downstream, Strand strand) {
        Class<?> type = downstream.getClass();
        return type.isHidden() || type == Egress.class
                ? (SynchronousSource<?>) source.construct(function, argument, downstream, strand)
                : null;
    }

    private static <T> T notNull(@Nullable T value, String what) {
        if (value == null) {
            throw new NullPointerException(what + " returned null");
        }
        return value;
    }

    @Override
    public <T> void just(Origin.Just<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        downstream.onSubscribe(new JustSource<>(origin.item(), downstream));
    }

    @Override
    public <T> void empty(Origin.Empty<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        EndedSubscription.complete(downstream);
    }

    @Override
    public <T> void failed(Origin.Failed<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        Throwable failure;
        try {
            failure = notNull(origin.failure().get(), "error: the supplier");
        } catch (Throwable thrown) {
            EndedSubscription.threw(downstream, thrown);
            return;
        }
        EndedSubscription.fail(downstream, failure);
    }

    @Override
    public <T> void never(Origin.Never<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        downstream.onSubscribe(new NeverSubscription());
    }

    @Override
    public <T> void defer(Origin.Defer<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        Publisher<? extends T> publisher;
        try {
            publisher = notNull(origin.supplier().get(), "defer: the supplier");
        } catch (Throwable failure) {
            EndedSubscription.threw(downstream, failure);
            return;
        }
        strand.attach(publisher, downstream);
    }

    @Override
    public <T> void fromPublisher(
            Origin.FromPublisher<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        strand.attach(origin.publisher(), downstream);
    }

    @Override
    public <T> void fromIterable(
            Origin.FromIterable<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        Iterable<? extends T> iterable = origin.iterable();
        Class<?> type = iterable.getClass();
        if (iterable instanceof List<? extends T> list && (type == CONSTANT || type == SHORT_CONSTANT)) {
            SynchronousSource<?> own = own(LIST, type, list, downstream, strand);
            (own == null ? new ListSource<T>(list, downstream, strand) : own).start();
            return;
        }
        Iterator<? extends T> iterator;
        try {
            iterator = notNull(iterable.iterator(), "fromIterable: iterator()");
        } catch (Throwable failure) {
            EndedSubscription.threw(downstream, failure);
            return;
        }
        SynchronousSource<?> own = own(ITERATOR, iterator.getClass(), iterator, downstream, strand);
        (own == null ? new IteratorSource<T>(iterator, downstream, strand) : own).start();
    }

    @Override
    public <T> void fromStream(Origin.FromStream<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        Stream<? extends T> stream = null;
        Iterator<? extends T> iterator;
        try {
            stream = notNull(origin.stream().get(), "fromStream: the supplier");
            iterator = new StreamElements<T>(stream, strand);
        } catch (Throwable failure) {
            strand.discard(stream);
            EndedSubscription.threw(downstream, failure);
            return;
        }
        new IteratorSource<T>(iterator, downstream, strand).start();
    }

    @Override
    public <T> void fromStage(Origin.FromStage<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        CompletionStage<? extends T> stage;
        try {
            stage = notNull(origin.stage().get(), "fromCompletionStage: the supplier");
        } catch (Throwable failure) {
            EndedSubscription.threw(downstream, failure);
            return;
        }
        new CompletionStageSource<T>(stage, downstream, strand).start();
    }

    @Override
    public <T> void fromCallable(
            Origin.FromCallable<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        downstream.onSubscribe(new SingleSource<>(origin.callable(), downstream, strand));
    }

    @Override
    public <T> void blocking(Origin.Blocking<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        downstream.onSubscribe(new BlockingSource<>(origin.callable(), downstream, strand));
    }

    @Override
    public void range(Origin.Range origin, StrandSubscriber<? super Integer> downstream, Strand strand) {
        SynchronousSource<?> own = own(RANGE, Origin.Range.class, origin, downstream, strand);
        (own == null ? new RangeSource(origin, downstream, strand) : own).start();
    }

    @Override
    public <T> void create(Origin.Create<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        new EmitterSource<T>(origin.overflow(), false, downstream, strand).start(origin.producer());
    }

    @Override
    public <T> void createOne(Origin.CreateOne<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        new EmitterSource<T>(Overflow.fail(1), true, downstream, strand).start(origin.producer());
    }

    @Override
    public <A, T> void generate(
            Origin.Generate<A, T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        A state;
        try {
            state = origin.initialState().get();
        } catch (Throwable failure) {
            EndedSubscription.threw(downstream, failure);
            return;
        }
        downstream.onSubscribe(new GenerateSource<A, T>(state, origin.step(), downstream, strand));
    }

    @Override
    public void interval(Origin.Interval origin, StrandSubscriber<? super Long> downstream, Strand strand) {
        new IntervalSource(origin, downstream, strand).start();
    }

    @Override
    public <T> void delay(Origin.Delay<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        new DelaySource(origin.delay(), downstream, strand).start();
    }

    @Override
    public <T, R> void zip(Origin.Zip<T, R> origin, StrandSubscriber<? super R> downstream, Strand strand) {
        new ZipSource<T, R>(origin, downstream, strand).start();
    }

    @Override
    public <T, R> void combineLatest(
            Origin.CombineLatest<T, R> origin, StrandSubscriber<? super R> downstream, Strand strand) {
        new CombineLatestSource<T, R>(origin, downstream, strand).start();
    }

    @Override
    public <T> void race(Origin.Race<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        new RaceSource<T>(origin.sources(), downstream, strand).start();
    }

    @Override
    public <T> void retry(Origin.Retried<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        new RetrySource<T>(origin.source(), origin.policy(), downstream, strand).start();
    }

    @Override
    public <T> void repeat(Origin.Repeated<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        new RepeatSource<T>(origin.source(), origin.policy(), downstream, strand).start();
    }

    @Override
    public <R, T> void using(Origin.Using<R, T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        UsingSource.open(origin, downstream, strand);
    }

    @Override
    public <R, T> void usingWhen(
            Origin.UsingWhen<R, T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        new UsingWhenSource<>(origin, downstream, strand).start();
    }

    @Override
    public <T> void runOn(Origin.RunOn<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        Crossing.open(origin.source(), origin.driver(), origin.prefetch(), downstream, strand);
    }

    @Override
    public <T> void driven(Origin.Driven<T> origin, StrandSubscriber<? super T> downstream, Strand strand) {
        origin.source().subscribe(downstream, strand);
    }
}
