using System.Diagnostics.Metrics;

namespace Ordi2.Web.Tests.Support;

/// <summary>How many questions something asks of the database, whatever else goes on in this process.</summary>
internal static class QuestionCount
{
    private static readonly AsyncLocal<bool> Mine = new();

    public static async Task<(T Result, int Questions)> OfAsync<T>(Func<Task<T>> ask)
    {
        var questions = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name is "ordi2.ledger.questions")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };

        // Told where it is asked: by whoever was started from here.
        listener.SetMeasurementEventCallback<long>((_, count, _, _) =>
        {
            if (Mine.Value)
            {
                Interlocked.Add(ref questions, (int)count);
            }
        });
        listener.Start();
        Mine.Value = true;

        try
        {
            return (await ask(), questions);
        }
        finally
        {
            Mine.Value = false;
        }
    }
}
