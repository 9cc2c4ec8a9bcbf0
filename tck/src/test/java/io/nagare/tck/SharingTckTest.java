package io.nagare.tck;

import static io.nagare.tck.Row.many;
import static io.nagare.tck.Row.one;

import io.nagare.policy.Memory;
import io.nagare.policy.Overflow;
import io.nagare.policy.Sharing;
import java.time.Duration;
import java.util.List;

/** Operators that share one upstream among subscribers, and those between a fast upstream and a slow subscriber. */
final class SharingTckTest extends Table {

    @Override
    List<Row> rows() {
        return List.of(
                many("Many.conflate(BinaryOperator)", items -> items.conflate(Integer::sum)).atMost(1),
                many("Many.limitRate(int)", items -> items.limitRate(3)),
                one("One.memoize()", one -> one.memoize()).keepsUpstream(),
                one("One.memoize(Memory)", one -> one.memoize(Memory.validFor(Duration.ofHours(1)))).keepsUpstream(),
                many("Many.onOverflow(Overflow)", items -> items.onOverflow(Overflow.unbounded())).atMost(10_000),
                many("Many.publish(Function)", items -> items.publish(stream -> stream.zipWith(stream, Integer::sum))),
                many("Many.replay(int)", items -> items.replay(1_000)).keepsUpstream(),
                many("Many.replay(int,Duration)", items -> items.replay(1_000, Duration.ofHours(1))).keepsUpstream(),
                many("Many.share()", items -> items.share()),
                many("Many.share(Sharing)", items -> items.share(Sharing.laggardsFail(64).replay(3).connectAfter(1))),
                many("Many.share(int)", items -> items.share(1)));
    }
}
