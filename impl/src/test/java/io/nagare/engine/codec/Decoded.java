package io.nagare.engine.codec;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.engine.scheduler.step.StepScheduler;
import io.nagare.engine.strand.Probe;
import io.nagare.engine.strand.crossing.Egress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.reactivestreams.Publisher;

/** Runs decoders of pieces, and says what comes out: the frames, then "complete" or the class of the failure. */
final class Decoded {

    private Decoded() {}

    /** Runs a stream with all demand at once. */
    static List<Object> all(Publisher<?> stream) {
        StepScheduler scheduler = new StepScheduler();
        Probe<Object> probe = serve(stream, scheduler);
        probe.request(Long.MAX_VALUE);
        scheduler.runAll();
        return plain(probe.signals());
    }

    /** Runs a stream with one unit of demand after the other. */
    static List<Object> oneByOne(Publisher<?> stream) {
        StepScheduler scheduler = new StepScheduler();
        Probe<Object> probe = serve(stream, scheduler);
        scheduler.runAll();
        for (int demand = 1; !ended(probe); demand++) {
            if (probe.signals().size() >= demand) {
                throw new AssertionError("more signals than demand: " + probe.signals());
            }
            probe.request(1);
            scheduler.runAll();
        }
        return plain(probe.signals());
    }

    static <T> Probe<T> serve(Publisher<? extends T> stream, StepScheduler scheduler) {
        Probe<T> probe = new Probe<>();
        Egress.serve(probe, stream, scheduler);
        return probe;
    }

    private static boolean ended(Probe<Object> probe) {
        List<Object> signals = probe.signals();
        if (signals.isEmpty()) {
            return false;
        }
        Object last = signals.get(signals.size() - 1);
        return last instanceof Throwable || last.equals("complete");
    }

    static List<Object> plain(List<Object> signals) {
        List<Object> plain = new ArrayList<>();
        for (Object signal : signals) {
            plain.add(signal instanceof Throwable failure ? failure.getClass().getSimpleName() : signal);
        }
        return plain;
    }

    /** Returns what comes out of the bytes in one piece, byte by byte, and in random pieces. */
    static List<List<Object>> inAllWays(
            byte[] bytes, RandomGenerator random, Function<Many<Bytes>, Publisher<?>> decode) {
        List<List<Object>> results = new ArrayList<>();
        results.add(all(decode.apply(Many.just(Bytes.copyOf(bytes)))));
        results.add(all(decode.apply(Many.fromIterable(pieces(bytes, random, 1)))));
        results.add(all(decode.apply(Many.fromIterable(pieces(bytes, random, 5)))));
        results.add(oneByOne(decode.apply(Many.fromIterable(pieces(bytes, random, 40)))));
        results.add(all(decode.apply(Many.fromIterable(pieces(bytes, random, 3000)))));
        return results;
    }

    /** Cuts bytes into pieces of at most that length. Some are empty, unless each has one byte. */
    static List<Bytes> pieces(byte[] bytes, RandomGenerator random, int longest) {
        Bytes whole = Bytes.copyOf(bytes);
        List<Bytes> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = longest == 1 ? 1 : Math.min(bytes.length - at, random.nextInt(longest + 1));
            pieces.add(whole.slice(at, at + length));
            at += length;
        }
        return pieces;
    }
}
