namespace Orleans.Embedded;

/// <summary>The calls that wait for an answer, so that none waits for ever. Striped, because every call passes here twice.</summary>
internal sealed class WaitingCalls
{
    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, 16).Select(_ => new Stripe())];

    public void Add(Call call)
    {
        var index = Environment.CurrentManagedThreadId & 15;
        var stripe = _stripes[index];
        lock (stripe)
        {
            call.Stripe = index;
            call.After = stripe.First;
            if (stripe.First is not null)
            {
                stripe.First.Before = call;
            }

            stripe.First = call;
        }
    }

    public void Remove(Call call)
    {
        var index = call.Stripe;
        if (index < 0)
        {
            return;
        }

        var stripe = _stripes[index];
        lock (stripe)
        {
            if (call.Stripe < 0)
            {
                return;
            }

            if (call.Before is null)
            {
                stripe.First = call.After;
            }
            else
            {
                call.Before.After = call.After;
            }

            if (call.After is not null)
            {
                call.After.Before = call.Before;
            }

            call.Before = call.After = null;
            call.Stripe = -1;
        }
    }

    public List<Call> MadeBefore(long moment)
    {
        var found = new List<Call>();
        foreach (var stripe in _stripes)
        {
            lock (stripe)
            {
                for (var call = stripe.First; call is not null; call = call.After)
                {
                    if (call.MadeAt <= moment)
                    {
                        found.Add(call);
                    }
                }
            }
        }

        return found;
    }

    private sealed class Stripe
    {
        public Call? First { get; set; }
    }
}
