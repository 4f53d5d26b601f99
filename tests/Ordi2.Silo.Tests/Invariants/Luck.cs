namespace Ordi2.Silo.Tests.Invariants;

/// <summary>Chance that can be played again: everything follows from one number.</summary>
internal sealed class Luck(int seed)
{
    private uint _state = ((uint)seed * 2654435761u) | 1u;

    public int Below(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)limit);
    }

    public bool Once(int inHowMany) => Below(inHowMany) == 0;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public Guid Id() => new(Below(int.MaxValue), (short)Below(short.MaxValue), (short)Below(short.MaxValue), BitConverter.GetBytes((long)Below(int.MaxValue)));
}
