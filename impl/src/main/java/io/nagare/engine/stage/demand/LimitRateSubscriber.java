package io.nagare.engine.stage.demand;

import io.nagare.driver.Demand;
import io.nagare.driver.StrandSubscriber;
import io.nagare.engine.stage.EndingSubscriber;

/**
 * Cuts demand into batches. Always holds: no more is requested from upstream than downstream wants and a batch allows.
 */
public final class LimitRateSubscriber<T> extends EndingSubscriber<T, T> {

    private final int batch;

    /** How much of a batch must be free before more is requested: three quarters. */
    private final int replenishAt;

    private long demand;

    /** How many items were requested and have not arrived. */
    private long requested;

    public LimitRateSubscriber(int batch, StrandSubscriber<? super T> downstream) {
        super(downstream);
        this.batch = batch;
        this.replenishAt = batch - (batch >> 2);
    }

    @Override
    public void request(long n) {
        demand = Demand.add(demand, n);
        requestMore();
    }

    private void requestMore() {
        long wanted = Math.min(demand, batch);
        long more = wanted - requested;
        if (more > 0 && !done && (wanted < batch || more >= replenishAt)) {
            requested = wanted;
            upstream().request(more);
        }
    }

    /** Emits an item. Its unit is counted as used beforehand, so that new demand from within is not mistaken for it. */
    @Override
    public boolean onNext(T item) {
        demand = Demand.subtract(demand, 1);
        requested--;
        boolean used = downstream.onNext(item);
        if (!used) {
            demand = Demand.add(demand, 1);
            requested++;
        } else {
            requestMore();
        }
        return used;
    }
}
