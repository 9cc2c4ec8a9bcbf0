package io.nagare.kotlin

import io.nagare.Async
import io.nagare.TaskLocal
import io.nagare.driver.ThreadContext
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.ThreadContextElement

/** Lets the functions of a stream find the task locals of a coroutine. */
internal fun <T : Any, S : Async<T, S>> S.within(context: CoroutineContext): S =
    context.fold(this) { stream, element -> if (element is TaskLocalElement<*>) element.writtenTo(stream) else stream }

/** A value of a task local in a coroutine: each thread that runs the coroutine has it meanwhile. */
internal class TaskLocalElement<V : Any>(private val local: TaskLocal<V>, private val value: V) :
    ThreadContextElement<Runnable> {

    override val key: CoroutineContext.Key<*> = Key(local)

    init {
        used = true
    }

    fun <T : Any, S : Async<T, S>> writtenTo(stream: S): S = stream.contextWrite(local, value)

    override fun updateThreadContext(context: CoroutineContext): Runnable = local.install(value)

    override fun restoreThreadContext(context: CoroutineContext, oldState: Runnable) {
        oldState.run()
    }

    override fun toString(): String = "$local=$value"

    private data class Key(private val local: TaskLocal<*>) : CoroutineContext.Key<TaskLocalElement<*>>

    companion object {

        /** Whether there has ever been an element. While there is none, nothing can be left on a thread. */
        @Volatile private var used = false

        /**
         * Runs a step of a coroutine, and takes away what it leaves on the thread. Coroutines 1.11.0 restore elements
         * too late if a flow suspends behind `flowOn` (their issue 4755).
         */
        fun runCleanly(block: Runnable) {
            if (!used) {
                block.run()
                return
            }
            val restore = TaskLocal.remember()
            try {
                block.run()
            } finally {
                restore.run()
            }
        }
    }
}

/** What a [ThreadContext] carries, in a coroutine that belongs to a stream. */
internal class CarriedElement(private val captured: ThreadContext.Captured) : ThreadContextElement<Runnable> {

    override val key: CoroutineContext.Key<*>
        get() = Key

    override fun updateThreadContext(context: CoroutineContext): Runnable = captured.install()

    override fun restoreThreadContext(context: CoroutineContext, oldState: Runnable) {
        oldState.run()
    }

    private companion object Key : CoroutineContext.Key<CarriedElement>
}
