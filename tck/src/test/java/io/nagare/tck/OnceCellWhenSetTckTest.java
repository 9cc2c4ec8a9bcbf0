package io.nagare.tck;

import io.nagare.sync.OnceCell;
import org.reactivestreams.Publisher;

/** {@code OnceCell.whenSet()}. */
public class OnceCellWhenSetTckTest extends SourceTck<Integer> {

    @Override
    protected Publisher<Integer> of(long n) {
        OnceCell<Integer> cell = OnceCell.create();
        cell.set(1);
        return cell.whenSet().filter(item -> n > 0);
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1;
    }
}
