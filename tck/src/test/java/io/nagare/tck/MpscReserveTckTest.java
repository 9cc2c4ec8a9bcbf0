package io.nagare.tck;

import io.nagare.channel.Mpsc;
import io.nagare.channel.MpscSlot;
import org.reactivestreams.Publisher;

/** {@code Mpsc.reserve()}. */
public class MpscReserveTckTest extends SourceTck<MpscSlot<Integer>> {

    @Override
    protected Publisher<MpscSlot<Integer>> of(long n) {
        return Mpsc.<Integer>unbounded().reserve().filter(slot -> n > 0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
