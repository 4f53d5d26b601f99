namespace Ordi2.Domain.Machines;

/// <summary>
/// A fact about a machine. Facts are kept for ever: a stored name is never reused and a shape never changes; a fact that
/// needs more gets a new record and a new name. A step writes one fact of the process first and, behind it, the facts of
/// the other dimensions (custody, ownership, holds, legal nature) that follow from it.
/// </summary>
public abstract record MachineEvent
{
    private protected MachineEvent()
    {
    }
}
