namespace Ordi2.Contracts;

/// <summary>A grain that may have deadlines. No grain has a timer for them: the clock of the silo asks the ledger once a minute what is due, and wakes it.</summary>
[Alias("ordi2.due")]
public interface IDueGrain : IGrainWithStringKey
{
    /// <summary>Does what its deadlines ask for by now; where nothing is due, nothing.</summary>
    /// <returns>How many commands of the system were carried out.</returns>
    [Alias("wake")]
    Task<int> WakeAsync();

    /// <summary>What people typed has been erased from its history, because its time is over: from now on nothing shows it.</summary>
    [Alias("forget-texts")]
    Task ForgetTextsAsync();
}
