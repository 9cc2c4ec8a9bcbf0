package io.nagare.bench.bridges

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.count
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/** What moves to a dispatcher of coroutines; [Moves] says what each is. */
internal object KotlinMoves {

    @JvmStatic
    fun flowOn(dispatcher: CoroutineDispatcher): Long = runBlocking {
        (1..Moves.ITEMS).asFlow().map { it + 1 }.flowOn(dispatcher).map { it + 1 }.count().toLong()
    }

    @JvmStatic
    fun withContext(dispatcher: CoroutineDispatcher): Long = runBlocking {
        var count = 0L
        repeat(Moves.COROUTINES) { count += withContext(dispatcher) { 1 } }
        count
    }

    @JvmStatic
    fun launch(dispatcher: CoroutineDispatcher): Long = runBlocking(dispatcher) {
        val launched = ArrayList<Job>(Moves.COROUTINES)
        repeat(Moves.COROUTINES) { launched += launch {} }
        launched.forEach { it.join() }
        launched.count { it.isCompleted }.toLong()
    }
}
