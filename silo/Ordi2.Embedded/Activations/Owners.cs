namespace Orleans.Embedded;

/// <summary>Where the calls for one key go, and who is told when an activation is gone.</summary>
internal interface IActivationOwner
{
    void Gone(Activation activation);
}

/// <summary>The activations of one key of a stateless worker.</summary>
internal sealed class Workers(Silo silo, GrainClass grainClass, string key) : IActivationOwner
{
    private readonly List<Activation> _all = [];
    private bool _closed;

    /// <summary>Lets nobody in any more, if nobody is in.</summary>
    public bool Close()
    {
        lock (_all)
        {
            return _closed |= _all.Count == 0;
        }
    }

    /// <summary>One that is idle, a new one, or the least busy; null once closed.</summary>
    public Activation? Choose()
    {
        lock (_all)
        {
            if (_closed)
            {
                return null;
            }

            var best = _all.MinBy(a => a.Load);
            if (best is null || (best.Load > 0 && _all.Count < grainClass.Workers))
            {
                best = new Activation(silo, grainClass, key, this);
                _all.Add(best);
            }

            return best;
        }
    }

    public Activation[] All()
    {
        lock (_all)
        {
            return [.. _all];
        }
    }

    public void Gone(Activation activation)
    {
        lock (_all)
        {
            _all.Remove(activation);
        }
    }
}
