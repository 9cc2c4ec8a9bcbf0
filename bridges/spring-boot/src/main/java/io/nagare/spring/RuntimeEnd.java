package io.nagare.spring;

import io.nagare.Nagare;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Closes the runtime that the configuration has started, behind the beans that use it. Spring calls this, on the thread
 * that closes the context. A worker cannot wait for the end of a runtime. So if a worker closes the context, a thread
 * of its own closes the runtime, a moment later.
 */
final class RuntimeEnd implements DestructionAwareBeanPostProcessor {

    private @Nullable Nagare started;

    /** Notes the runtime to close, and returns it. */
    Nagare of(Nagare runtime) {
        started = runtime;
        return runtime;
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        return bean == started;
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String beanName) {
        Nagare runtime = started;
        if (runtime == null || bean != runtime) {
            return;
        }
        if (Nagare.isWorker(Thread.currentThread())) {
            new Thread(runtime::close, beanName + "-closing").start();
        } else {
            runtime.close();
        }
    }
}
